/** Where comments and files are read, by what they are about. */
export const READS = {
  project: { comments: 'project_comments', attachments: 'project_attachments' },
  task: { comments: 'task_comments', attachments: 'task_attachments' },
  milestone: { comments: 'milestone_comments', attachments: 'milestone_attachments' },
  raid_item: { comments: 'raid_comments', attachments: 'raid_attachments' },
  status_report: {
    comments: 'status_report_comments',
    attachments: 'status_report_attachments',
  },
  expense: { comments: 'expense_comments', attachments: 'expense_attachments' },
} as const;

/** What can be commented on. */
export type AboutKind = keyof typeof READS;
export type CommentsRead = (typeof READS)[AboutKind]['comments'];
export type AttachmentsRead = (typeof READS)[AboutKind]['attachments'];
