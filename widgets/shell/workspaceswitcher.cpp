// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/shell/workspaceswitcher.h"

#include "models/jobs/jobrunner.h"
#include "widgets/common/dialogs.h"

#include <QLocale>
#include <QSettings>
#include <QWidget>

#include <utility>

namespace Nightkeep {

namespace {

constexpr qsizetype MostRecent = 8;

QString recentKey()
{
    return QStringLiteral("workspaces/recent");
}

QString fileFilter()
{
    return WorkspaceSwitcher::tr("Nightkeep workspaces (*.nightkeep);;All files (*)");
}

QString baseName(const QString &location)
{
    return location.section(u'/', -1);
}

} // namespace

WorkspaceSwitcher::WorkspaceSwitcher(const WindowContext &context, QWidget *window, Opened opened)
    : QObject(window)
    , m_context(context)
    , m_window(window)
    , m_opened(std::move(opened))
{
}

void WorkspaceSwitcher::create()
{
    const std::optional<QString> file =
        m_context.dialogs.saveFile(m_window, tr("New workspace"), QStringLiteral("team.nightkeep"), fileFilter());
    if (file)
        start(tr("Make the workspace %1").arg(baseName(*file)), *file, true);
}

void WorkspaceSwitcher::choose()
{
    const std::optional<QString> file = m_context.dialogs.openFile(m_window, tr("Open workspace"), fileFilter());
    if (file)
        open(*file);
}

void WorkspaceSwitcher::chooseShared()
{
    const std::optional<QString> address =
        m_context.dialogs.askText(m_window, tr("Open shared workspace"),
                                  tr("Address of the shared workspace, as in mysql://user@host/name?socket=/path"),
                                  QStringLiteral("mysql://"), false);
    if (address && !address->trimmed().isEmpty())
        open(address->trimmed());
}

void WorkspaceSwitcher::open(const QString &location)
{
    start(tr("Open the workspace %1").arg(baseName(location)), location, false);
}

QStringList WorkspaceSwitcher::recent() const
{
    return m_context.settings.value(recentKey()).toStringList();
}

void WorkspaceSwitcher::remember(const QString &location)
{
    QStringList list = recent();
    list.removeAll(location);
    list.prepend(location);
    m_context.settings.setValue(recentKey(), list.mid(0, MostRecent));
    emit recentChanged();
}

void WorkspaceSwitcher::start(const QString &title, const QString &location, bool make)
{
    using Box = std::shared_ptr<std::unique_ptr<Workspace>>; // a job's result is given by constant reference
    auto copy = std::make_shared<std::optional<LastGoodCopy>>();
    WorkspaceOpener *opener = &m_context.opener;
    m_context.jobs.start<Box>(
        title, {}, this,
        [opener, location, make, copy](const CancelToken &, const ProgressSink &) -> Result<Box> {
            Result<std::unique_ptr<Workspace>> workspace = make ? opener->create(location) : opener->open(location);
            if (workspace)
                return std::make_shared<std::unique_ptr<Workspace>>(std::move(*workspace));
            if (workspace.error().kind == ErrorKind::Damaged)
                *copy = opener->lastGoodCopy(location);
            return fail(workspace.error());
        },
        [this, location, copy](const Result<Box> &workspace) {
            if (workspace) {
                remember(location);
                m_opened(std::move(**workspace));
            } else if (*copy) {
                offerCopy(location, workspace.error(), **copy);
            } else {
                emit failed(workspace.error());
            }
        });
}

void WorkspaceSwitcher::offerCopy(const QString &location, const Error &error, const LastGoodCopy &copy)
{
    const QString saved = QLocale().toString(copy.savedAt.toLocalTime(), QLocale::ShortFormat);
    Question question;
    question.title = tr("The workspace is damaged");
    question.text = tr("%1\n\nA copy that was sound on %2 is kept. If it is put in place, the damaged file is set "
                       "aside untouched; what was written after that moment is in the damaged file alone.")
                        .arg(error.message, saved);
    question.details = error.detail;
    question.accept = tr("Put the copy in place");
    question.dangerous = true;
    if (!m_context.dialogs.confirm(m_window, question)) {
        emit failed(error);
        return;
    }
    WorkspaceOpener *opener = &m_context.opener;
    m_context.jobs.start<void>(
        tr("Put the last good copy in place"), {}, this,
        [opener, location](const CancelToken &, const ProgressSink &) { return opener->restoreLastGoodCopy(location); },
        [this, location](const Result<void> &done) {
            if (done)
                open(location);
            else
                emit failed(done.error());
        });
}

} // namespace Nightkeep
