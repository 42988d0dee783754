import { lookup, type LookupAddress } from 'node:dns';
import { isIP, type LookupFunction } from 'node:net';
import { appError } from '../../core/app-error.ts';
import { isPublicAddress } from './is-public-address.ts';

/** The names and addresses that may lie in a private network, because the operator said so. */
export type AllowedHosts = ReadonlySet<string>;

/**
 * Throws WEBHOOK_ADDRESS_REFUSED for a host that is written as an address and is not public. Node does not look such
 * hosts up, so checkedLookup() never sees them.
 *
 * @param hostname of a URL: in lower case, version 6 in brackets
 */
export function refusePrivateLiteral(hostname: string, allowed: AllowedHosts): void {
  const address = hostname.replace(/^\[(.*)\]$/, '$1');
  if (isIP(address) !== 0 && !allowed.has(address) && !isPublicAddress(address))
    throw appError('WEBHOOK_ADDRESS_REFUSED', [address]);
}

/**
 * A look-up for `net.connect`: the addresses it hands out are the ones that were checked, so a name that changes between
 * check and connection changes nothing. One private address among several refuses them all.
 */
export function checkedLookup(allowed: AllowedHosts): LookupFunction {
  return (hostname, options, done) => {
    lookup(hostname, { ...options, all: true }, (error, addresses: LookupAddress[]) => {
      if (error !== null) {
        done(error, []);
        return;
      }
      const refused = allowed.has(hostname)
        ? undefined
        : addresses.find(({ address }) => !isPublicAddress(address));
      const [first] = addresses;
      if (refused !== undefined || first === undefined)
        done(appError('WEBHOOK_ADDRESS_REFUSED', [hostname]), []);
      else if (options.all === true) done(null, addresses);
      else done(null, first.address, first.family);
    });
  };
}
