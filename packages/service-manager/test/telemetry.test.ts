import { context, metrics, trace } from '@opentelemetry/api';
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks';
import {
  AggregationTemporality,
  InMemoryMetricExporter,
  MeterProvider,
  PeriodicExportingMetricReader,
} from '@opentelemetry/sdk-metrics';
import { BasicTracerProvider, InMemorySpanExporter, SimpleSpanProcessor } from '@opentelemetry/sdk-trace-base';
import { afterEach, describe, expect, it } from 'vitest';
import { callTelemetry } from '../src/telemetry/call-telemetry.js';
import { component, manager, NamedSpeaker, Speaker, speaker } from './support/demo.js';

afterEach(() => {
  trace.disable();
  metrics.disable();
  context.disable();
});

describe('telemetry', () => {
  it('costs nothing when nobody listens: there is none', () => {
    expect(callTelemetry('demo')).toBeUndefined();
  });

  it('traces calls and streams, each below the one in which it was made, with their errors', async () => {
    const spans = new InMemorySpanExporter();
    trace.setGlobalTracerProvider(new BasicTracerProvider({ spanProcessors: [new SimpleSpanProcessor(spans)] }));
    context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable());
    const services = manager();
    const Other = speaker('1.0.0', 'demo.other');
    class Broken extends NamedSpeaker {
      override async say(): Promise<{ by: string }> {
        throw new Error('no paper');
      }
    }
    class Asking extends NamedSpeaker {
      override async say() {
        return services.get(Other, { caller: 'asking' }).say({ word: 'hi' });
      }
    }
    await services.register(component('broken', { provides: [Other], service: new Broken('broken') }));
    await services.register(component('asking', { service: new Asking('asking') }));
    await expect(services.get(Speaker).say({ word: 'hi' })).rejects.toThrow('no paper');
    for await (const value of services.get(Speaker).count({ to: 2 })) expect(value).toBeGreaterThan(0);
    const [inner, outer, stream] = spans.getFinishedSpans();
    expect([inner?.name, outer?.name, stream?.name]).toEqual([
      'demo.other/say',
      'demo.speaker/say',
      'demo.speaker/count',
    ]);
    expect(inner?.parentSpanContext?.spanId).toBe(outer?.spanContext().spanId);
    expect(inner?.attributes).toMatchObject({
      'rpc.system.name': 'caruso',
      'rpc.service': 'demo.other',
      'rpc.method': 'say',
      'caruso.caller': 'asking',
      'error.type': 'CRS-SVC-008',
    });
    await services.stop();
  });

  it('measures how long calls take', async () => {
    const exporter = new InMemoryMetricExporter(AggregationTemporality.CUMULATIVE);
    const reader = new PeriodicExportingMetricReader({ exporter, exportIntervalMillis: 1_000_000 });
    const provider = new MeterProvider({ readers: [reader] });
    metrics.setGlobalMeterProvider(provider);
    const services = manager();
    await services.register(component('one'));
    await services.get(Speaker).ask({});
    await provider.forceFlush();
    const [metric] = exporter.getMetrics()[0]?.scopeMetrics[0]?.metrics ?? [];
    expect(metric?.descriptor).toMatchObject({ name: 'rpc.client.call.duration', unit: 's' });
    expect(metric?.dataPoints[0]).toMatchObject({ attributes: { 'rpc.method': 'ask' }, value: { count: 1 } });
    await provider.shutdown();
    await services.stop();
  });
});
