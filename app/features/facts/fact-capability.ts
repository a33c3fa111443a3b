interface Counted {
  indicator: string;
  serviceGroup?: string | undefined;
}

/** Under which of the organisation's capabilities something was done: the fact names that, and never the organisation. */
export function capabilityOf(capabilities: readonly string[], { indicator, serviceGroup }: Counted): string {
  const wanted = /^(applications|decisions)_/.test(indicator)
    ? ['status_applications']
    : serviceGroup === 'psychosocial'
      ? ['psychosocial']
      : serviceGroup === 'legal'
        ? ['legal_aid', 'status_applications']
        : [];
  return wanted.find((capability) => capabilities.includes(capability)) ?? capabilities[0] ?? 'none';
}
