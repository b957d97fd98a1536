import type { About } from '../../../api/client';
import { tagOf, useStaffRows } from '../../../api/rows';
import { useI18n } from '../../../i18n';
import { ActButton, CommandButton } from '../../../ui/CommandButton';
import { Part } from '../../../ui/Detail';
import { Line, Lines } from '../../../ui/Lines';
import { Told } from '../../../ui/Problem';
import { aboutId } from './about';
import { useAuthors } from './authors';

/** What is said about a record of a project. */
export function Comments({ about }: { about: About }) {
  const { t, instant, name } = useI18n();
  const authorOf = useAuthors();
  const comments = useStaffRows('staff_comments', { filters: { about_id: aboutId(about) } });
  return (
    <Part
      title={t('project.comments')}
      actions={<CommandButton command="add-comment" fixed={{ about }} />}
    >
      <Told of={comments}>
        {({ rows }) => (
          <Lines of={rows} none={t('project.noComments')}>
            {(comment) => (
              <Line
                title={authorOf(comment.author)}
                about={`${instant(comment.at)} · ${name(comment.audience)}`}
                actions={
                  <>
                    <CommandButton
                      command="change-comment"
                      fixed={{ comment: comment.id }}
                      initial={{ text: comment.text, audience: comment.audience }}
                      ifMatch={tagOf(comment)}
                      label={t('project.change')}
                    />
                    <ActButton
                      command="remove-comment"
                      body={{ comment: comment.id }}
                      ifMatch={tagOf(comment)}
                      label={t('form.remove')}
                    />
                  </>
                }
              >
                {comment.text}
              </Line>
            )}
          </Lines>
        )}
      </Told>
    </Part>
  );
}
