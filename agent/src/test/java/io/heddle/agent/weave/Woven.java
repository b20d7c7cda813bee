// SPDX-License-Identifier: Apache-2.0
package io.heddle.agent.weave;

/** Methods of every kind for {@link WeaverTest}. */
public class Woven {
  private final int value;

  public Woven(int value) {
    this.value = value;
  }

  public double doubled(double x) {
    return x * 2;
  }

  public long summed(long a, int b) {
    return a + b;
  }

  public String named(String name) {
    return name + value;
  }

  public void nothing() {}

  public String many(int x) {
    if (x == 1) {
      return "one";
    }
    for (int i = 0; i < 10; i++) {
      long squared = (long) i * i;
      if (squared == 4 && x == i) {
        return "two";
      }
    }
    return "many";
  }

  public String failing(String message) {
    throw new IllegalArgumentException(message);
  }

  public int guarded(String number) {
    try {
      return Integer.parseInt(number);
    } catch (Throwable t) {
      return -1;
    }
  }

  public int covered(String number) {
    try {
      if (number.isEmpty()) {
        return 0;
      }
      String trimmed = number.trim();
      if (trimmed.equals("one")) {
        return 1;
      }
      return Integer.parseInt(trimmed) + value;
    } catch (NumberFormatException e) {
      return number.length();
    } finally {
      if (number.length() > 100) {
        nothing();
      }
    }
  }

  public static long factorial(int n) {
    long result = 1;
    for (int i = 2; i <= n; i++) {
      result *= i;
    }
    return result;
  }

  public synchronized int locked() {
    synchronized (Woven.class) {
      return value;
    }
  }

  public String reassigned(String list) {
    String original = list;
    list = null;
    for (String part : original.split(",", -1)) {
      list = part;
    }
    return list;
  }

  /** Runs tasks as the worker of a pool does. */
  public String runAll(java.util.List<? extends Runnable> tasks) {
    long done = 0;
    StringBuilder log = new StringBuilder();
    try {
      for (Runnable task : tasks) {
        double half = done / 2.0;
        try {
          try {
            task.run();
            log.append('+');
          } catch (IllegalStateException e) {
            log.append(e.getMessage());
          }
        } finally {
          done++;
          log.append(half >= 1 ? "b" : "a");
        }
      }
    } catch (RuntimeException e) {
      log.append('!');
    }
    return log.toString() + done;
  }

  /** What {@link #tellAll} calls. */
  public interface Told {
    void tell(StringBuilder log, long number, Object nothing);

    void tell(long one, long two, int tooMuch);
  }

  /** Tells listeners as a future does, some of them in calls that are not alone on the stack. */
  public String tellAll(java.util.List<? extends Told> all) {
    StringBuilder log = new StringBuilder();
    long number = value;
    for (Told each : all) {
      double half = number / 2.0;
      try {
        each.tell(log, number++, null);
        each.tell(number, number, 1);
      } catch (IllegalStateException e) {
        log.append(e.getMessage()).append(half);
      }
    }
    return log.append(number).toString();
  }

  /** What {@link #askAll} calls. */
  public interface Asked {
    String ask(int number, Object what);
  }

  /** Asks for results, keeps them, compares them and lets them be. */
  public String askAll(java.util.List<? extends Asked> all) {
    StringBuilder log = new StringBuilder();
    String last = null;
    for (Asked each : all) {
      try {
        String answer;
        each.ask(0, log);
        last = (answer = each.ask(value, log)) == null ? "none" : answer;
        log.append(last);
      } catch (IllegalStateException e) {
        log.append(e.getMessage()).append(last);
      }
    }
    return log.toString();
  }

  /** Its constructor hands on what it is given. */
  public static class Passing extends RuntimeException {
    private static final long serialVersionUID = 1;

    public Passing(String message) {
      super(message);
    }
  }
}
