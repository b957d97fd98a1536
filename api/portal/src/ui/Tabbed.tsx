import { Tabs } from '@mantine/core';
import type { ReactNode } from 'react';
import { useSearchState } from './search';
import './tabbed.css';

interface Tab {
  name: string;
  label: string;
  content(): ReactNode;
}

/** Parts of a page of which one is shown; which one lies in the address. */
export function Tabbed({ label, tabs }: { label: string; tabs: Tab[] }) {
  const [search, setSearch] = useSearchState();
  const shown = tabs.find(({ name }) => name === search.tab) ?? tabs[0];
  const show = (name: string | null) => {
    // Filters, order and what is open are those of the tab that is left.
    const rest = Object.fromEntries(Object.keys(search).map((key) => [key, undefined]));
    setSearch({ ...rest, tab: name === tabs[0]?.name ? undefined : (name ?? undefined) });
  };
  if (!shown) return null;
  return (
    <Tabs className="tabbed" value={shown.name} onChange={show} keepMounted={false}>
      <Tabs.List aria-label={label} className="no-print">
        {tabs.map((tab) => (
          <Tabs.Tab key={tab.name} value={tab.name}>
            {tab.label}
          </Tabs.Tab>
        ))}
      </Tabs.List>
      {tabs.map((tab) => (
        <Tabs.Panel key={tab.name} value={tab.name} className="tabbed-panel">
          {tab.name === shown.name && tab.content()}
        </Tabs.Panel>
      ))}
    </Tabs>
  );
}
