import type { components } from './openapi.gen.d.ts';

export type ProblemDocument = components['schemas']['Problem'];

/** What the server answered instead of what was asked for. */
export class Problem extends Error {
  readonly code: string;
  readonly status: number;
  readonly details: Readonly<Record<string, unknown>>;

  constructor(document: Pick<ProblemDocument, 'code' | 'status' | 'detail' | 'details'>) {
    super(document.detail);
    this.code = document.code;
    this.status = document.status;
    this.details = document.details;
  }
}

/** The server did not answer at all. */
export class Unreachable extends Error {}

export async function problemOf(response: Response): Promise<Problem> {
  const text = await response.text().catch(() => '');
  try {
    const document = JSON.parse(text) as Partial<ProblemDocument>; // what it lacks is filled in below
    return new Problem({
      code: document.code ?? 'UNKNOWN',
      status: response.status,
      detail: document.detail ?? response.statusText,
      details: document.details ?? {},
    });
  } catch {
    return new Problem({
      code: 'UNKNOWN',
      status: response.status,
      detail: response.statusText,
      details: {},
    });
  }
}
