package org.millrace.feeds.session;

import io.netty.channel.ConnectTimeoutException;
import io.netty.resolver.AddressResolver;
import io.netty.resolver.AddressResolverGroup;
import io.netty.resolver.InetNameResolver;
import io.netty.util.NetUtil;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.Promise;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Looks host names up on threads of their own, within the time that a connection may take: the system's look-up may hang,
 * and a feed's event loop has better things to do. Thread-safe.
 */
final class HostNames extends AddressResolverGroup<InetSocketAddress> {
    private static final int MAX_LOOK_UPS = 8; // at a time, of all feeds
    private static final Executor THREADS = new ThreadPoolExecutor(
            0,
            MAX_LOOK_UPS,
            10,
            TimeUnit.SECONDS,
            new SynchronousQueue<>(),
            new DefaultThreadFactory("feed-host-names", true));

    private final LookUp lookUp;
    private final long timeoutMs;

    HostNames(LookUp lookUp, long timeoutMs) {
        this.lookUp = lookUp;
        this.timeoutMs = timeoutMs;
    }

    /** Finds a host's addresses, the one to be preferred first; may take its time. */
    interface LookUp {
        InetAddress[] addresses(String host) throws UnknownHostException;
    }

    @Override
    protected AddressResolver<InetSocketAddress> newResolver(EventExecutor executor) {
        return new Resolver(executor).asAddressResolver();
    }

    private final class Resolver extends InetNameResolver {
        private final EventExecutor loop;

        Resolver(EventExecutor loop) {
            super(loop);
            this.loop = loop;
        }

        @Override
        protected void doResolve(String host, Promise<InetAddress> promise) {
            Promise<List<InetAddress>> all = loop.newPromise();
            all.addListener(done -> {
                if (done.isSuccess()) {
                    promise.trySuccess(all.getNow().get(0));
                } else {
                    promise.tryFailure(done.cause());
                }
            });
            doResolveAll(host, all);
        }

        @Override
        protected void doResolveAll(String host, Promise<List<InetAddress>> promise) {
            InetAddress literal = NetUtil.createInetAddressFromIpAddressString(host);
            if (literal != null) {
                promise.trySuccess(List.of(literal));
                return;
            }
            var timeout = loop.schedule(
                    () -> promise.tryFailure(new ConnectTimeoutException("look-up of " + host + " takes too long")),
                    timeoutMs,
                    TimeUnit.MILLISECONDS);
            promise.addListener(done -> timeout.cancel(false));
            try {
                THREADS.execute(() -> lookUp(host, promise));
            } catch (RejectedExecutionException e) {
                promise.tryFailure(new UnknownHostException(host + ": " + MAX_LOOK_UPS + " look-ups hang"));
            }
        }

        private void lookUp(String host, Promise<List<InetAddress>> promise) {
            try {
                promise.trySuccess(List.of(lookUp.addresses(host)));
            } catch (UnknownHostException e) {
                promise.tryFailure(e);
            }
        }
    }
}
