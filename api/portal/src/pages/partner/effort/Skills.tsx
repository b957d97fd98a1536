import { Badge, Button, Group, Paper, Stack, Text, Title } from '@mantine/core';
import { useState } from 'react';
import type { Skill } from '../../../api/client';
import { useCommand } from '../../../api/commands';
import { useI18n } from '../../../i18n';
import { today } from '../../../ui/isoWeek';
import { ProblemAlert } from '../../../ui/Problem';
import { SkillForm } from './SkillForm';

const LEVEL_MAX = 5;

interface SkillsProps {
  skills: Skill[];
  /** The whole list is written at once: the tag says on which one it is based. */
  tag?: string;
  mayChange: boolean;
}

/** What somebody can do, how well, and until when it counts. */
export function Skills({ skills, tag, mayChange }: SkillsProps) {
  const i18n = useI18n();
  const { t, day } = i18n;
  const saving = useCommand('set-skills');
  /** Which one is being written: its place, or that after the last for a new one. */
  const [open, setOpen] = useState<number>();
  const save = (next: Skill[]) =>
    saving.mutate(
      { body: { skills: next }, ifMatch: tag },
      { onSuccess: () => setOpen(undefined) },
    );
  const put = (at: number) => (skill: Skill) =>
    save(
      at < skills.length
        ? skills.map((one, other) => (other === at ? skill : one))
        : [...skills, skill],
    );
  const form = (at: number) => (
    <SkillForm
      key={at}
      skill={skills[at]}
      busy={saving.isPending}
      onSave={put(at)}
      onCancel={() => setOpen(undefined)}
    />
  );
  return (
    <Stack gap="xs">
      <Title order={2} size="h4">
        {t('skills.title')}
      </Title>
      {!skills.length && <Text c="dimmed">{t('skills.none')}</Text>}
      {saving.error && <ProblemAlert error={saving.error} />}
      {skills.map((skill, at) =>
        open === at ? (
          form(at)
        ) : (
          <Paper key={`${skill.category} ${skill.name}`} withBorder p="sm">
            <Group justify="space-between">
              <div>
                <Text fw={600}>{skill.name}</Text>
                <Text size="sm" c="dimmed">
                  {skill.category}
                  {skill.valid_until && ` · ${t('skills.until', { day: day(skill.valid_until) })}`}
                </Text>
              </div>
              <Group gap="xs">
                {skill.valid_until && skill.valid_until < today() && (
                  <Badge color="red" variant="outline" c="var(--mantine-color-text)">
                    ! {t('skills.over')}
                  </Badge>
                )}
                <Text
                  span
                  role="img"
                  aria-label={t('skills.level', { level: skill.level, most: LEVEL_MAX })}
                >
                  {'●'.repeat(skill.level)}
                  {'○'.repeat(LEVEL_MAX - skill.level)}
                </Text>
                {mayChange && (
                  <>
                    <Button variant="default" onClick={() => setOpen(at)}>
                      {t('effort.change')}
                    </Button>
                    <Button
                      variant="default"
                      aria-label={t('skills.remove', { name: skill.name })}
                      onClick={() => save(skills.filter((_, other) => other !== at))}
                    >
                      ×
                    </Button>
                  </>
                )}
              </Group>
            </Group>
          </Paper>
        ),
      )}
      {mayChange &&
        (open === skills.length ? (
          form(open)
        ) : (
          <Group>
            <Button variant="default" onClick={() => setOpen(skills.length)}>
              {t('skills.add')}
            </Button>
          </Group>
        ))}
    </Stack>
  );
}
