import { Checkbox, Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useI18n } from '../../../i18n';
import { cellKey, isLinked, type Partner, type Resource } from './Matrix';
import './matrix.css';

interface MatrixTableProps {
  partners: Partner[];
  resources: Resource[];
  /** Cells that are to be turned over. */
  changed: ReadonlySet<string>;
  /** Absent for those who may only look. */
  onToggle?(partner: string, resource: string): void;
}

/** Partners down, resources across. */
export function MatrixTable({ partners, resources, changed, onToggle }: MatrixTableProps) {
  const { t } = useI18n();
  return (
    <div className="matrix" role="region" aria-label={t('matrix.title')} tabIndex={0}>
      <table>
        <thead>
          <tr>
            <th scope="col">{t('matrix.partner')}</th>
            {resources.map((resource) => (
              <th key={resource.id} scope="col">
                {resource.name}
                <Text size="xs" c="dimmed" fw={400}>
                  {t(resource.external ? 'matrix.external' : 'matrix.internal')}
                </Text>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {partners.map((partner) => (
            <tr key={partner.id}>
              <th scope="row">
                <Link to="/partners/$id" params={{ id: partner.id }} className="target">
                  {partner.display_name}
                </Link>
              </th>
              {resources.map((resource) => {
                const turned = changed.has(cellKey(partner.id, resource.id));
                return (
                  <td key={resource.id} data-changed={turned || undefined}>
                    <label className="matrix-tick">
                      <Checkbox
                        aria-label={t('matrix.cell', {
                          partner: partner.display_name,
                          resource: resource.name,
                        })}
                        checked={isLinked(partner, resource.id) !== turned}
                        disabled={!onToggle}
                        onChange={() => onToggle?.(partner.id, resource.id)}
                      />
                    </label>
                    <Standing partner={partner} resource={resource.id} turned={turned} />
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** What the tick alone does not tell: a change that is not saved, and terms. */
function Standing(props: { partner: Partner; resource: string; turned: boolean }) {
  const { partner, resource, turned } = props;
  const { t, name, format } = useI18n();
  const link = partner.links.find((one) => one.resource === resource);
  const day = format(null, { day: '2-digit', month: '2-digit', year: '2-digit' });
  const told = turned
    ? t('matrix.unsaved')
    : link?.state === 'pending' || link?.state === 'ended'
      ? name(link.state)
      : link?.until && t('matrix.until', { day: day.format(new Date(link.until)) });
  return told ? <Text size="xs">{told}</Text> : null;
}
