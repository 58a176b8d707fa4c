package org.millrace.bench.client;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Some clients, served by one thread: a single one waits in its read, many in a selector. */
public final class Audience implements AutoCloseable {
    private final List<Subscriber> subscribers = new ArrayList<>();
    private final Selector selector;
    private final MessageListener listener;
    private final Thread thread;

    /** Connects them. */
    public Audience(int count, int port, Service service, MessageListener listener) throws IOException {
        this.listener = listener;
        selector = Selector.open();
        for (int i = 0; i < count; i++) {
            subscribers.add(new Subscriber(port, service, 0));
        }
        thread = new Thread(count == 1 ? this::receiveOne : this::receiveMany, "audience");
    }

    /** Begins to receive. */
    public void start() {
        thread.start();
    }

    @Override
    public void close() throws IOException {
        selector.close();
        for (Subscriber subscriber : subscribers) {
            subscriber.close();
        }
        if (thread.getState() == Thread.State.NEW) {
            return;
        }
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void receiveOne() {
        Subscriber subscriber = subscribers.get(0);
        try {
            while (subscriber.channel().isOpen()) {
                subscriber.receive(listener);
                listener.onRoundEnd();
            }
        } catch (ClosedChannelException e) {
            // that is how it ends
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void receiveMany() {
        Consumer<SelectionKey> receive = this::receive;
        try {
            for (Subscriber subscriber : subscribers) {
                subscriber.channel().configureBlocking(false);
                subscriber.channel().register(selector, SelectionKey.OP_READ, subscriber);
            }
            while (selector.isOpen()) {
                selector.select(receive);
                listener.onRoundEnd();
            }
        } catch (ClosedSelectorException | ClosedChannelException e) {
            // that is how it ends
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void receive(SelectionKey key) {
        try {
            ((Subscriber) key.attachment()).receive(listener);
        } catch (IOException e) {
            key.cancel();
        }
    }
}
