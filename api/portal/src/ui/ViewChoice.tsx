import { SegmentedControl } from '@mantine/core';
import { useSearchState } from './search';

interface ViewChoiceProps {
  label: string;
  /** The names of the views; the first is the usual one, and leaves the address as it is. */
  views: Record<string, string>;
}

/** In which of several views a page shows what it has; which one lies in the address. */
export function ViewChoice({ label, views }: ViewChoiceProps) {
  const [search, setSearch] = useSearchState();
  const [usual] = Object.keys(views);
  return (
    <SegmentedControl
      aria-label={label}
      className="view-choice"
      data={Object.entries(views).map(([value, name]) => ({ value, label: name }))}
      value={search.view && search.view in views ? search.view : usual}
      onChange={(next) => setSearch({ view: next === usual ? undefined : next })}
    />
  );
}
