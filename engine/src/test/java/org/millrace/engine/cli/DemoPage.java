package org.millrace.engine.cli;

import com.microsoft.playwright.Page;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Runs a demo and a browser for a class of tests, and closes each test's page. */
final class DemoPage implements BeforeAllCallback, AfterEachCallback, AfterAllCallback {
    private final Supplier<RunningDemo> begin;
    private final List<String> complaints = new CopyOnWriteArrayList<>();
    private Chromium browser;
    private RunningDemo demo;
    private Page page;

    /** Makes one of the demo that is begun with the class. */
    DemoPage(Supplier<RunningDemo> begin) {
        this.begin = begin;
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        browser = new Chromium();
        demo = begin.get();
    }

    /** Opens a test's page, which shows nothing yet. */
    Page open() {
        complaints.clear();
        page = browser.newPage(demo.address(), complaints);
        return page;
    }

    String address() {
        return demo.address();
    }

    /** Returns what the page or the browser has complained of in this test. */
    List<String> complaints() {
        return complaints;
    }

    @Override
    public void afterEach(ExtensionContext context) {
        if (page != null) {
            page.close();
        }
    }

    @Override
    public void afterAll(ExtensionContext context) {
        if (demo != null) {
            browser.close();
            demo.close();
        }
    }
}
