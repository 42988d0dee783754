import { configSchema } from './config-schema.ts';
import type { Config } from './read-config.ts';

/** What one entry of the schema says, whatever its type. */
export interface Setting {
  readonly variable: string;
  readonly description: string;
  readonly type?: 'string' | 'integer';
  readonly enum?: readonly string[];
  readonly minimum?: number;
  readonly maximum?: number;
  readonly expected?: string;
  readonly default?: string | number;
  readonly defaultText?: string;
  readonly secret?: boolean;
}

export type SettingName = keyof Config;

/** All settings in the order of the schema. */
export const settings = Object.entries(configSchema.properties).map(([name, schema]) => ({
  // Object.entries forgets the key type; TypeBox forgets the annotations.
  name: name as SettingName,
  schema,
  setting: schema as unknown as Setting,
}));

/** The values a setting takes, as the end of "expected …". */
export function describeValues(setting: Setting): string {
  if (setting.expected !== undefined) return setting.expected;
  if (setting.enum !== undefined) return `one of ${setting.enum.join(', ')}`;
  if (setting.type === 'integer') {
    return `a whole number from ${setting.minimum ?? 0} to ${setting.maximum ?? Number.MAX_SAFE_INTEGER}`;
  }
  return 'a text that is not empty';
}
