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

/// The folder of the demo, where one was open last.
QString lastDemoKey()
{
    return QStringLiteral("workspaces/lastDemo");
}

QString fileFilter()
{
    return WorkspaceSwitcher::tr("Nightkeep workspaces (*.nightkeep);;All files (*)");
}

QString baseName(const QString &location)
{
    return (location.startsWith(u"mysql:") ? location.section(u'?', 0, 0) : location).section(u'/', -1);
}

} // namespace

WorkspaceSwitcher::WorkspaceSwitcher(const WindowContext &context, QWidget *window, Opened opened)
    : QObject(window)
    , m_context(context)
    , m_window(window)
    , m_opened(std::move(opened))
{
    connect(&m_context.jobs, &JobRunner::jobChanged, this, &WorkspaceSwitcher::onJobChanged);
}

void WorkspaceSwitcher::create()
{
    m_context.dialogs.saveFile(m_window, tr("New workspace"), QStringLiteral("team.nightkeep"), fileFilter(),
                               [this](const QString &file) {
                                   start(tr("Make the workspace %1").arg(baseName(file)), file,
                                         [opener = &m_context.opener, file](const CancelToken &cancel) {
                                             return opener->create(file, cancel);
                                         });
                               });
}

void WorkspaceSwitcher::choose()
{
    m_context.dialogs.openFile(m_window, tr("Open workspace"), fileFilter(),
                               [this](const QString &file) { open(file); });
}

void WorkspaceSwitcher::chooseShared()
{
    m_context.dialogs.askText(
        m_window, tr("Open shared workspace"),
        tr("Address of the shared workspace, as in mysql://user@localhost/name?socket=/path, or\n"
           "mysql://user@host/name?ca=/path with the file of the authority that signed the server's certificate,\n"
           "where the system does not know it. Its password is asked for, where it has one."),
        QStringLiteral("mysql://"), false, [this](const QString &address) {
            if (!address.trimmed().isEmpty())
                open(address.trimmed());
        });
}

void WorkspaceSwitcher::open(const QString &location)
{
    open(location,
         [opener = &m_context.opener, location](const CancelToken &cancel) { return opener->open(location, cancel); });
}

void WorkspaceSwitcher::open(const QString &location, const Open &open)
{
    start(tr("Open the workspace %1").arg(baseName(location)), location, open);
}

void WorkspaceSwitcher::openLast()
{
    const QString demo = m_context.settings.value(lastDemoKey()).toString();
    const QStringList others = recent();
    if (!demo.isEmpty())
        openDemoIn(demo);
    else if (!others.isEmpty())
        open(others.first());
    else
        start(tr("Look for your own workspace"), m_context.opener.defaultLocation(),
              [opener = &m_context.opener](const CancelToken &cancel) { return ownWorkspace(*opener, cancel); });
}

void WorkspaceSwitcher::openOwn()
{
    const QString own = m_context.opener.defaultLocation();
    open(own, [opener = &m_context.opener](const CancelToken &cancel) { return openOwnWorkspace(*opener, cancel); });
}

void WorkspaceSwitcher::openDemo()
{
    openDemoIn(m_context.opener.defaultLocation().section(u'/', 0, -2) + QStringLiteral("/demo"));
}

void WorkspaceSwitcher::openDemoIn(const QString &folder)
{
    start(tr("Open the demo"), folder,
          [opener = &m_context.opener, folder](const CancelToken &) { return opener->openDemo(folder); });
}

void WorkspaceSwitcher::check(Workspace &workspace, QObject *shown)
{
    const WorkspaceInfo info = workspace.info();
    auto copy = std::make_shared<std::optional<LastGoodCopy>>();
    m_context.jobs.look<QStringList>(
        tr("Check the workspace %1").arg(baseName(info.location)), {}, shown,
        [opener = &m_context.opener, workspace = &workspace, info, copy](const CancelToken &,
                                                                         const ProgressSink &) -> Result<QStringList> {
            const Result<QStringList> found = workspace->checkWhole();
            if (!found && found.error().kind == ErrorKind::Damaged && !info.demo)
                *copy = opener->lastGoodCopy(info.location);
            return found;
        },
        [this, info, copy](const Result<QStringList> &found) {
            if (!found)
                emit failed(found.error());
            else if (!found->isEmpty())
                emit noticed();
            if (*copy)
                offerCopy(info.location, found.error(), **copy);
        });
}

void WorkspaceSwitcher::cancelOpening()
{
    m_context.jobs.cancel(m_job);
}

QStringList WorkspaceSwitcher::recent() const
{
    return m_context.settings.value(recentKey()).toStringList();
}

void WorkspaceSwitcher::remember(const QString &location, bool isDemo)
{
    m_context.settings.setValue(lastDemoKey(), isDemo ? location : QString());
    if (isDemo)
        return;
    QStringList list = recent();
    list.removeAll(location);
    list.prepend(location);
    m_context.settings.setValue(recentKey(), list.mid(0, MostRecent));
    emit recentChanged();
}

void WorkspaceSwitcher::start(const QString &title, const QString &location, const Open &open)
{
    using Box = std::shared_ptr<std::unique_ptr<Workspace>>; // a job's result is given by constant reference
    cancelOpening();
    auto copy = std::make_shared<std::optional<LastGoodCopy>>();
    const quint64 opening = ++m_opening;
    m_openingLocation = location;
    m_job = m_context.jobs.start<Box>(
        title, {}, this,
        [opener = &m_context.opener, location, open, copy](const CancelToken &cancel,
                                                           const ProgressSink &) -> Result<Box> {
            Result<std::unique_ptr<Workspace>> workspace = open(cancel);
            if (cancel.isCancelled()) // what was opened goes again: nobody waits for it
                return fail(ErrorKind::Cancelled, tr("Opening %1 was cancelled.").arg(location));
            if (workspace)
                return std::make_shared<std::unique_ptr<Workspace>>(std::move(*workspace));
            if (workspace.error().kind == ErrorKind::Damaged || workspace.error().kind == ErrorKind::NotFound)
                *copy = opener->lastGoodCopy(location);
            return fail(workspace.error());
        },
        [this, opening, location, copy](const Result<Box> &workspace) {
            if (opening != m_opening) // cancelled, or another one was asked for since
                return;
            if (workspace && **workspace) {
                remember(location, (**workspace)->info().demo);
                m_opened(std::move(**workspace));
            } else if (!workspace) {
                emit failed(workspace.error());
                if (*copy)
                    offerCopy(location, workspace.error(), **copy);
            }
            endOpening();
        });
    emit openingChanged();
}

void WorkspaceSwitcher::endOpening()
{
    ++m_opening;
    m_job = 0;
    m_openingLocation.clear();
    emit openingChanged();
}

void WorkspaceSwitcher::onJobChanged(const Job &job)
{
    if (job.id == m_job && job.cancelRequested && !job.finishedAt.isValid())
        endOpening();
}

void WorkspaceSwitcher::offerCopy(const QString &location, const Error &error, const LastGoodCopy &copy)
{
    const QString saved = QLocale().toString(copy.savedAt.toLocalTime(), QLocale::ShortFormat);
    Question question;
    question.title = tr("Restore the workspace");
    question.text = tr("%1\n\nA copy that was sound on %2 is kept. If it is put in place, a damaged file is set "
                       "aside untouched; what was written after that moment is in the damaged file alone.")
                        .arg(error.message, saved);
    question.details = error.detail;
    question.accept = tr("Put the copy in place");
    question.dangerous = true;
    m_context.dialogs.confirm(m_window, question, [this, location] { restoreCopy(location); });
}

void WorkspaceSwitcher::restoreCopy(const QString &location)
{
    WorkspaceOpener *opener = &m_context.opener;
    m_context.jobs.start<void>(
        tr("Put the last good copy in place"), {}, this,
        [opener, location](const CancelToken &, const ProgressSink &) { return opener->restoreLastGoodCopy(location); },
        [this, location](const Result<void> &done) {
            if (!done) {
                emit failed(done.error());
                return;
            }
            emit said(tr("The last good copy of %1 was put in its place.").arg(baseName(location)));
            open(location);
        });
}

} // namespace Nightkeep
