// SPDX-License-Identifier: Apache-2.0
package io.heddle.instrumentation.netty;

import io.heddle.testing.ContextWays;
import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.DefaultEventLoopGroup;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.channel.local.LocalAddress;
import io.netty.channel.local.LocalChannel;
import io.netty.channel.local.LocalServerChannel;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.timeout.IdleStateHandler;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Channels over TCP and in memory. */
@SuppressWarnings({"deprecation", "FutureReturnValueIgnored"})
final class ChannelWays {
  private final ContextWays ways;
  private final EventLoopGroup group;
  private final Class<? extends Channel> type;
  private final SocketAddress server;

  private ChannelWays(
      ContextWays ways, EventLoopGroup group, Class<? extends Channel> type, SocketAddress server) {
    this.ways = ways;
    this.group = group;
    this.type = type;
    this.server = server;
  }

  static void add(ContextWays ways) {
    NioEventLoopGroup nio = new NioEventLoopGroup(2);
    Channel tcp =
        new ServerBootstrap()
            .group(nio)
            .channel(NioServerSocketChannel.class)
            .childHandler(new Ignoring())
            .bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
            .syncUninterruptibly()
            .channel();
    new ChannelWays(ways, nio, NioSocketChannel.class, tcp.localAddress()).addAll("nio");
    DefaultEventLoopGroup local = new DefaultEventLoopGroup(2);
    Channel memory =
        new ServerBootstrap()
            .group(local)
            .channel(LocalServerChannel.class)
            .childHandler(new Ignoring())
            .bind(new LocalAddress("ways"))
            .syncUninterruptibly()
            .channel();
    new ChannelWays(ways, local, LocalChannel.class, memory.localAddress()).addAll("local");
    ways.add(
        "embedded",
        call -> {
          EmbeddedChannel channel = new EmbeddedChannel(new Ignoring());
          channel.eventLoop().execute(call);
          CountDownLatch run = new CountDownLatch(1);
          ways.outside(
              () -> {
                channel.runPendingTasks();
                run.countDown();
              });
          run.await();
        });
  }

  private void addAll(String name) {
    ways.add(
        name + "-connect-listener",
        call ->
            connect(new Ignoring())
                .addListener(
                    (ChannelFutureListener)
                        future -> {
                          call.run();
                          future.channel().close();
                        }));
    Channel open = connect(new Ignoring()).syncUninterruptibly().channel();
    ways.add(name + "-channel-execute", call -> open.eventLoop().execute(call));
    ways.add(
        name + "-write-listener",
        call ->
            open.writeAndFlush(Unpooled.wrappedBuffer(new byte[] {1}))
                .addListener(future -> call.run()));
    ways.add(
        name + "-write-from-loop",
        call ->
            open.eventLoop()
                .execute(
                    () ->
                        open.writeAndFlush(Unpooled.wrappedBuffer(new byte[] {1}))
                            .addListener(future -> call.run())));
    ways.add(
        name + "-close-listener",
        call -> {
          Channel channel = connect(new Ignoring()).sync().channel();
          channel.closeFuture().addListener(future -> call.run());
          ways.outside(channel::close);
        });
    ways.add(
        name + "-initializer",
        call -> {
          Channel channel =
              connect(
                      new ChannelInitializer<Channel>() {
                        @Override
                        protected void initChannel(Channel made) {
                          ways.call("/out/" + name + "-initializer");
                        }
                      })
                  .sync()
                  .channel();
          channel.eventLoop().execute(call);
        });
    ways.add(
        name + "-idle",
        call -> {
          CountDownLatch idle = new CountDownLatch(2);
          Channel channel =
              connect(
                      new ChannelInitializer<Channel>() {
                        @Override
                        protected void initChannel(Channel made) {
                          made.pipeline()
                              .addLast(new IdleStateHandler(20, 20, 20, TimeUnit.MILLISECONDS))
                              .addLast(new OnIdle(idle, "/out/" + name + "-idle"));
                        }
                      })
                  .sync()
                  .channel();
          idle.await();
          channel.close();
          call.run();
        });
  }

  private ChannelFuture connect(ChannelHandler handler) {
    return new Bootstrap().group(group).channel(type).handler(handler).connect(server);
  }

  @ChannelHandler.Sharable
  private static final class Ignoring extends ChannelInboundHandlerAdapter {}

  private final class OnIdle extends ChannelInboundHandlerAdapter {
    private final CountDownLatch idle;
    private final String path;

    OnIdle(CountDownLatch idle, String path) {
      this.idle = idle;
      this.path = path;
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
      if (idle.getCount() > 0) {
        ways.call(path);
        idle.countDown();
      }
    }
  }
}
