import { Anchor } from '@mantine/core';
import { Link } from '@tanstack/react-router';

/** Leads to a record of the orders of the plant, wherever it is named. */
export function OpenLink({ tab, id, label }: { tab: string; id: string; label: string }) {
  return (
    <Anchor
      renderRoot={(props) => (
        <Link to="/staff/orders" search={{ tab, open: id } as never} {...props} />
      )}
    >
      {label}
    </Anchor>
  );
}
