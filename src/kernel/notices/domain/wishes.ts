/** How a notice reaches somebody. A webhook reaches the group of a role, not a person. */
export const CHANNELS = ['in-app', 'email', 'webhook', 'sms'] as const;
export type ChannelName = (typeof CHANNELS)[number];

/** The channels of which a person can want some and not others. */
export const PERSONAL_CHANNELS = ['in-app', 'email', 'sms'] as const satisfies readonly ChannelName[];
export type PersonalChannel = (typeof PERSONAL_CHANNELS)[number];

export interface Wish {
  readonly kind: string;
  readonly channel: string;
  readonly isWanted: boolean;
}

/** A text message costs money and disturbs: it is sent only to whoever asks for it. */
const WANTED_BY_DEFAULT: Readonly<Record<PersonalChannel, boolean>> = { 'in-app': true, email: true, sms: false };

/** Whether a person is told of a kind by a channel. What is mandatory is always told in the product. */
export function isWanted(
  { kind, isMandatory }: { readonly kind: string; readonly isMandatory: boolean },
  channel: PersonalChannel,
  wishes: readonly Wish[],
): boolean {
  if (isMandatory && channel === 'in-app') return true;
  const wish = wishes.find((one) => one.kind === kind && one.channel === channel);
  return wish?.isWanted ?? WANTED_BY_DEFAULT[channel];
}

/** A webhook of the settings: whom the group behind it stands for. Without a role or region it stands for all. */
export interface WebhookTarget {
  readonly name: string;
  readonly role?: string;
  readonly region?: string;
}

/** The webhooks of the group of a role in a region; the closest to it win, so that a town's group is not told twice. */
export function webhooksFor(
  { role, lineage }: { readonly role: string; readonly lineage: readonly string[] },
  targets: readonly WebhookTarget[],
): WebhookTarget[] {
  const closeness = (target: WebhookTarget) =>
    (target.region === undefined ? 0 : lineage.indexOf(target.region) + 1) * 2 + (target.role === undefined ? 0 : 1);
  const fitting = targets.filter(
    (target) =>
      (target.role === undefined || target.role === role) &&
      (target.region === undefined || lineage.includes(target.region)),
  );
  const closest = Math.max(...fitting.map(closeness));
  return fitting.filter((target) => closeness(target) === closest);
}
