import { describeParagraphQueue } from './queue-battery.ts';
import { startPostgresHarness } from './postgres-harness.ts';

describeParagraphQueue('PostgreSQL', startPostgresHarness);
