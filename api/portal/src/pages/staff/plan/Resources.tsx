import { useMemo } from 'react';
import type { ResourceEntry } from '../../../api/client';
import { tagOf, useStaffRows } from '../../../api/rows';
import { useI18n } from '../../../i18n';
import { AskedCommand } from '../../../ui/AskedCommand';
import { CommandButton } from '../../../ui/CommandButton';
import { Part } from '../../../ui/Detail';
import { RecordFacts } from '../../../ui/Facts';
import { Line, Lines } from '../../../ui/Lines';
import { named, useNames } from '../../../ui/names';
import { Empty, Page } from '../../../ui/Page';
import { Records } from '../../../ui/Records';

/** What work is planned on, and whose work partners are shown. */
export default function Resources() {
  const { t } = useI18n();
  const list = useStaffRows('resources');
  const partners = useNames('PartnerUserId');
  const looks = useMemo(() => named('partner_users', partners), [partners]);
  const create = <CommandButton command="create-resource" variant="filled" />;
  return (
    <Page title={t('plan.resources')} lead={t('plan.resourcesLead')} actions={create} fill>
      <Records
        of={list}
        name="staff-resources"
        caption={t('plan.resources')}
        looks={looks}
        filters={['kind', 'group', 'external']}
        csv="/v1/staff/resources?format=csv"
        empty={<Empty title={t('plan.noResources')}>{t('plan.noResourcesWhy')}</Empty>}
        titleOf={({ name }) => name}
        actions={(resource) => <ResourceActions resource={resource} />}
        detail={(resource) => <Resource resource={resource} />}
      />
    </Page>
  );
}

function ResourceActions({ resource }: { resource: ResourceEntry }) {
  const { t } = useI18n();
  const { id, name, external, frozen_zone_minutes } = resource;
  const of = { fixed: { resource: id }, ifMatch: tagOf(resource) };
  return (
    <>
      <CommandButton {...of} command="rename-resource" initial={{ name }} />
      <CommandButton {...of} command="set-frozen-zone" initial={{ length: frozen_zone_minutes }} />
      <AskedCommand
        command={external ? 'mark-resource-internal' : 'mark-resource-external'}
        body={{ resource: id }}
        ifMatch={tagOf(resource)}
        whatIf
      >
        {t(external ? 'plan.makeInternal' : 'plan.makeExternal')}
      </AskedCommand>
    </>
  );
}

function Resource({ resource }: { resource: ResourceEntry }) {
  const { t } = useI18n();
  const partners = useNames('PartnerUserId');
  const links = resource.partner_users.map((id) => ({ id }));
  return (
    <>
      <RecordFacts of={resource} skip={['name', 'partner_users']} />
      <Part
        title={t('plan.links')}
        actions={
          <CommandButton
            command="link-resource"
            fixed={{ resource: resource.id }}
            whatIf
            reasoned
          />
        }
      >
        {!resource.external && links.length > 0 && <p>{t('plan.linksSleep')}</p>}
        <Lines of={links} none={t('plan.noLinks')}>
          {({ id }) => (
            <Line
              title={partners(id)}
              actions={
                <AskedCommand
                  command="unlink-resource"
                  body={{ partner_user: id, resource: resource.id }}
                  aria-label={t('matrix.unlinks', {
                    partner: partners(id),
                    resource: resource.name,
                  })}
                  whatIf
                >
                  {t('partner.unlink')}
                </AskedCommand>
              }
            />
          )}
        </Lines>
      </Part>
    </>
  );
}
