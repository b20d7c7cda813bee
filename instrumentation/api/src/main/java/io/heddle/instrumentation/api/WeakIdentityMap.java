// SPDX-License-Identifier: Apache-2.0
package io.heddle.instrumentation.api;

import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * What is remembered about objects of the application, beside them: a map with weak keys compared
 * by identity, since a woven class gets no field.
 *
 * <p>Thread-safe. {@link #get} takes no lock and allocates nothing. A value must not refer to its
 * key. Entries of collected keys are removed by {@link #expungeNext} alone, which the agent calls
 * on a thread of its own: on a virtual thread that work would pin the carrier (JDK 21). Bounded: at
 * most a given number of entries, {@link #CAPACITY} if none is; beyond that {@link #put} does
 * nothing and is counted.
 *
 * @param <K> type of the objects
 * @param <V> type of what is remembered
 */
public final class WeakIdentityMap<K, V> {
  /** Most entries that a map holds when it is not told otherwise. */
  public static final int CAPACITY = 1 << 18;

  private static final int SEGMENTS = 16;
  private static final int MOST_VALUES = 64;

  /**
   * A segment does not shrink below this: keys that live from one collection to the next would make
   * it grow again, and copy every entry, after each.
   */
  private static final int KEPT_LENGTH = 1024;

  private static final ReferenceQueue<Object> COLLECTED = new ReferenceQueue<>();

  private final Segment[] segments = new Segment[SEGMENTS];
  private final AtomicLong refused = new AtomicLong();

  public WeakIdentityMap() {
    this(CAPACITY);
  }

  /**
   * @param capacity most entries
   */
  public WeakIdentityMap(int capacity) {
    for (int i = 0; i < SEGMENTS; i++) {
      segments[i] = new Segment(capacity / SEGMENTS);
    }
  }

  /** What is remembered about this object, or null. */
  public @Nullable V get(K key) {
    int hash = hash(key);
    Segment segment = segments[hash & (SEGMENTS - 1)];
    Node node = segment.size == 0 ? null : segment.find(key, hash);
    Object value = node == null ? null : node.value;
    return WeakIdentityMap.<V>cast(value instanceof Several ? ((Several) value).first : value);
  }

  /** Remembers a value in place of any other. */
  public void put(K key, V value) {
    int hash = hash(key);
    if (!segments[hash & (SEGMENTS - 1)].put(key, hash, value)) {
      refused.incrementAndGet();
    }
  }

  /**
   * Remembers one value more, up to {@value #MOST_VALUES}; {@link #remove} then takes the oldest
   * and leaves the others.
   */
  public void add(K key, V value) {
    int hash = hash(key);
    if (!segments[hash & (SEGMENTS - 1)].add(key, hash, value)) {
      refused.incrementAndGet();
    }
  }

  /** Forgets the object and gives what was remembered, or null. */
  public @Nullable V remove(K key) {
    int hash = hash(key);
    Segment segment = segments[hash & (SEGMENTS - 1)];
    if (segment.size == 0) {
      return null;
    }
    return WeakIdentityMap.<V>cast(segment.remove(key, hash));
  }

  /** Number of entries, those of collected keys that are not yet expunged included. */
  public int size() {
    int size = 0;
    for (Segment segment : segments) {
      size += segment.size;
    }
    return size;
  }

  /** How many values were not remembered because the map was full. */
  public long refused() {
    return refused.get();
  }

  /**
   * Waits for a key of any map to be collected and removes its entry; a value that is {@link
   * Abandoned} is told.
   *
   * @param timeoutMillis how long to wait
   * @throws InterruptedException when the calling thread is interrupted
   */
  public static void expungeNext(long timeoutMillis) throws InterruptedException {
    Object reference = COLLECTED.remove(timeoutMillis);
    if (reference instanceof Node) {
      Node node = (Node) reference;
      if (node.segment.unlink(node) && node.value instanceof Abandoned) {
        ((Abandoned) node.value).abandoned();
      }
    }
  }

  /** A value that must know when its key was collected, for instance to end a span. */
  public interface Abandoned {
    /** Called once, on the agent's thread. */
    void abandoned();
  }

  private static int hash(Object key) {
    int h = System.identityHashCode(key);
    return h ^ (h >>> 15);
  }

  @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
  private static <T> @Nullable T cast(@Nullable Object value) {
    return (T) value;
  }

  private static final class Node extends WeakReference<Object> {
    final Segment segment;
    final int hash;
    volatile Object value;
    volatile @Nullable Node next;

    Node(Object key, int hash, Object value, Segment segment, @Nullable Node next) {
      super(key, COLLECTED);
      this.segment = segment;
      this.hash = hash;
      this.value = value;
      this.next = next;
    }
  }

  /** More than one value: a list whose last link holds two. */
  private static final class Several {
    final Object first;
    Object rest;

    Several(Object first, Object rest) {
      this.first = first;
      this.rest = rest;
    }
  }

  private static final class Segment {
    private final int capacity;
    private volatile @Nullable Node[] table = new Node[8];
    volatile int size;

    Segment(int capacity) {
      this.capacity = capacity;
    }

    @Nullable Node find(Object key, int hash) {
      @Nullable Node[] nodes = table;
      Node node = nodes[(hash >>> 4) & (nodes.length - 1)];
      while (node != null && node.get() != key) {
        node = node.next;
      }
      return node;
    }

    synchronized boolean put(Object key, int hash, Object value) {
      Node found = find(key, hash);
      if (found != null) {
        found.value = value;
        return true;
      }
      if (size >= capacity) {
        return false;
      }
      if (size >= table.length) {
        resize(table.length * 2);
      }
      @Nullable Node[] nodes = table;
      int index = (hash >>> 4) & (nodes.length - 1);
      nodes[index] = new Node(key, hash, value, this, nodes[index]);
      table = nodes;
      size = size + 1;
      return true;
    }

    synchronized boolean add(Object key, int hash, Object value) {
      Node found = find(key, hash);
      if (found == null) {
        return put(key, hash, value);
      }
      int count = 1;
      Several last = null;
      Object rest = found.value;
      while (rest instanceof Several) {
        last = (Several) rest;
        rest = last.rest;
        count++;
      }
      if (count == MOST_VALUES) {
        return false;
      }
      Several pair = new Several(rest, value);
      if (last == null) {
        found.value = pair;
      } else {
        last.rest = pair;
      }
      return true;
    }

    synchronized @Nullable Object remove(Object key, int hash) {
      Node node = find(key, hash);
      if (node == null) {
        return null;
      }
      if (node.value instanceof Several) {
        Several several = (Several) node.value;
        node.value = several.rest;
        return several.first;
      }
      node.clear();
      unlink(node);
      return node.value;
    }

    synchronized boolean unlink(Node gone) {
      @Nullable Node[] nodes = table;
      int index = (gone.hash >>> 4) & (nodes.length - 1);
      Node previous = null;
      for (Node node = nodes[index]; node != null; previous = node, node = node.next) {
        if (node == gone) {
          if (previous == null) {
            nodes[index] = node.next;
            table = nodes;
          } else {
            previous.next = node.next;
          }
          size = size - 1;
          if (nodes.length > KEPT_LENGTH && size < nodes.length / 8) {
            resize(nodes.length / 4);
          }
          return true;
        }
      }
      return false;
    }

    /**
     * Links copies, so that a reader in the old table still sees whole chains. The old references
     * become unreachable, and an unreachable reference is never enqueued.
     */
    private void resize(int length) {
      @Nullable Node[] grown = new Node[length];
      int live = 0;
      for (Node head : table) {
        for (Node node = head; node != null; node = node.next) {
          Object key = node.get();
          if (key == null) {
            // Stays out: its reference is already on the queue and will find nothing to unlink.
            if (node.value instanceof Abandoned) {
              ((Abandoned) node.value).abandoned();
            }
            continue;
          }
          live++;
          int index = (node.hash >>> 4) & (length - 1);
          grown[index] = new Node(key, node.hash, node.value, this, grown[index]);
        }
      }
      table = grown;
      size = live;
    }
  }
}
