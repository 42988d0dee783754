/** 127.0.0.0/8, ::1 (also in brackets) and the name for them. */
const loopback = /^(localhost|127(\.\d{1,3}){3}|\[?::1\]?)$/iu;

/** True when a server that listens on `host` is reached from this machine only. Anything doubtful is false. */
export function isLoopback(host: string): boolean {
  return loopback.test(host);
}
