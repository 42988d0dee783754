import ipaddr from 'ipaddr.js';

/** Where the Internet's own addresses of version 6 are; everything else is private, reserved or a disguise. */
const globalUnicast = ipaddr.IPv6.parseCIDR('2000::/3');

/**
 * True for addresses of the public Internet only: not private, loopback, link-local (which is where clouds keep their
 * metadata), carrier-grade NAT, multicast, documentation or reserved, and no version 4 address in a version 6 disguise
 * (mapped, 6to4, NAT64, Teredo). What is no address is not public.
 *
 * @see https://www.iana.org/assignments/iana-ipv4-special-registry and iana-ipv6-special-registry
 */
export function isPublicAddress(text: string): boolean {
  if (!ipaddr.isValid(text)) return false;
  const address = ipaddr.parse(text);
  if (address.range() !== 'unicast') return false;
  return address instanceof ipaddr.IPv4 || address.match(globalUnicast);
}
