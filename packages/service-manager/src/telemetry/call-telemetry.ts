import type { CarusoError } from '@caruso/core';
import {
  context,
  createNoopMeter,
  type Histogram,
  metrics,
  ProxyTracerProvider,
  type Span,
  SpanKind,
  SpanStatusCode,
  type Tracer,
  trace,
} from '@opentelemetry/api';

const NAME = '@caruso/service-manager';

/** The operation that is called, as telemetry names it. */
interface Called {
  readonly contract: { readonly name: string; readonly version: string };
  readonly name: string;
  readonly caller: string;
}

/** A call that is being traced. */
export interface TracedCall {
  /** Runs what belongs to the call, so that spans started in it become its children. */
  run<Result>(work: () => Result): Result;
  end(problem?: CarusoError): void;
}

/**
 * Traces and measures calls by OpenTelemetry, in the names of its semantic conventions for RPC. There is one only when an SDK
 * was registered before the service manager was made, so that nobody else pays for it.
 */
export class CallTelemetry {
  readonly #tracer: Tracer;
  readonly #duration: Histogram;

  constructor(private readonly company: string) {
    this.#tracer = trace.getTracer(NAME);
    this.#duration = metrics.getMeter(NAME).createHistogram('rpc.client.call.duration', {
      description: 'How long calls of services take',
      unit: 's',
    });
  }

  begin({ contract, name, caller }: Called): TracedCall {
    const attributes = {
      'rpc.system.name': 'caruso',
      'rpc.service': contract.name,
      'rpc.method': name,
      'caruso.company': this.company,
    };
    const span = this.#tracer.startSpan(`${contract.name}/${name}`, {
      kind: SpanKind.CLIENT,
      attributes: { ...attributes, 'caruso.contract.version': contract.version, 'caruso.caller': caller },
    });
    const began = performance.now();
    return {
      run: (work) => context.with(trace.setSpan(context.active(), span), work),
      end: (problem) => {
        this.#duration.record((performance.now() - began) / 1_000, {
          ...attributes,
          ...(problem ? { 'error.type': problem.code } : {}),
        });
        endSpan(span, problem);
      },
    };
  }

  /** Traces a call that returns a promise. */
  trace<Output>(called: Called, call: () => Promise<Output>): Promise<Output> {
    const traced = this.begin(called);
    return traced.run(call).then(
      (output) => {
        traced.end();
        return output;
      },
      (problem: CarusoError) => {
        traced.end(problem);
        throw problem;
      },
    );
  }
}

/** Telemetry, when somebody listens. */
export function callTelemetry(company: string): CallTelemetry | undefined {
  const provider = trace.getTracerProvider();
  const traced = !(provider instanceof ProxyTracerProvider) || provider.getDelegateTracer(NAME) !== undefined;
  const measured = metrics.getMeter(NAME) !== createNoopMeter();
  return traced || measured ? new CallTelemetry(company) : undefined;
}

function endSpan(span: Span, problem: CarusoError | undefined): void {
  if (problem) {
    span.setStatus({ code: SpanStatusCode.ERROR, message: problem.message });
    span.setAttribute('error.type', problem.code);
  }
  span.end();
}
