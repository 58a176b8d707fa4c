package org.millrace.gateway.trace;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Sends traces to a collector, some times a second, on a thread of the library; what it does not take is dropped. */
final class OtlpTracer implements Tracer {
    private static final Duration PAUSE = Duration.ofMillis(500);
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final int MOST_WAITING = 2_048;

    private final SdkTracerProvider provider;
    private final io.opentelemetry.api.trace.Tracer tracer;

    OtlpTracer(TracingSettings settings) {
        OtlpHttpSpanExporter exporter = OtlpHttpSpanExporter.builder()
                .setEndpoint(settings.endpoint())
                .setConnectTimeout(PATIENCE)
                .setTimeout(PATIENCE)
                .build();
        provider = SdkTracerProvider.builder()
                .setResource(Resource.getDefault().toBuilder()
                        .put("service.name", settings.service())
                        .build())
                .addSpanProcessor(BatchSpanProcessor.builder(exporter)
                        .setScheduleDelay(PAUSE)
                        .setExporterTimeout(PATIENCE)
                        .setMaxQueueSize(MOST_WAITING)
                        .build())
                .build();
        tracer = provider.get("org.millrace.gateway");
    }

    @Override
    public Trace begin(String name, String parent, long startNs) {
        Context caller = parent.isEmpty()
                ? Context.root()
                : W3CTraceContextPropagator.getInstance().extract(Context.root(), parent, new ParentGetter());
        return begin(name, caller, SpanKind.SERVER, startNs);
    }

    @Override
    public void close() {
        provider.shutdown().join(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    }

    private Trace begin(String name, Context parent, SpanKind kind, long startNs) {
        Span span = tracer.spanBuilder(name)
                .setParent(parent)
                .setSpanKind(kind)
                .setStartTimestamp(startNs, TimeUnit.NANOSECONDS)
                .startSpan();
        return new SpanTrace(span, parent.with(span));
    }

    /** One span. */
    private final class SpanTrace implements Trace {
        private final Span span;
        private final Context context;

        SpanTrace(Span span, Context context) {
            this.span = span;
            this.context = context;
        }

        @Override
        public boolean isFollowed() {
            return span.isRecording();
        }

        @Override
        public Trace child(String name, long startNs) {
            return begin(name, context, SpanKind.INTERNAL, startNs);
        }

        @Override
        public Trace with(String key, String value) {
            span.setAttribute(key, value);
            return this;
        }

        @Override
        public void end(long endNs, boolean failed) {
            if (failed) {
                span.setStatus(StatusCode.ERROR);
            }
            span.end(endNs, TimeUnit.NANOSECONDS);
        }
    }

    /** Finds the caller's trace in the text of its header. */
    private static final class ParentGetter implements TextMapGetter<String> {
        private static final String HEADER = "traceparent";

        @Override
        public Iterable<String> keys(String header) {
            return List.of(HEADER);
        }

        @Override
        public String get(String header, String key) {
            return HEADER.equals(key) ? header : null;
        }
    }
}
