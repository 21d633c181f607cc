// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/jobs/job.h"
#include "models/workspace.h"
#include "widgets/shell/windowcontext.h"

#include <QObject>
#include <QStringList>

#include <functional>
#include <memory>

namespace Nightkeep {

/// File > New, Open, Recent: asks where, opens by a job, offers the last good copy of a damaged
/// workspace, and remembers what was opened. One opening at a time: a newer one cancels the last. What
/// opens cannot always be interrupted, but a cancelled one is not waited for, and a password is asked for no longer.
/// Lives on the window's thread.
class WorkspaceSwitcher final : public QObject
{
    Q_OBJECT

public:
    using Opened = std::function<void(std::unique_ptr<Workspace>)>;
    /// Blocks; on a worker. Null is no error: there is nothing to open.
    using Open = std::function<Result<std::unique_ptr<Workspace>>(const CancelToken &)>;

    /// `opened` is called on the window's thread with each workspace that was opened.
    WorkspaceSwitcher(const WindowContext &context, QWidget *window, Opened opened);

    void create(); ///< asks for a file
    void choose(); ///< asks for a file
    void chooseShared(); ///< asks for an address
    void open(const QString &location);
    void open(const QString &location, const Open &open); ///< in a way of its own, as at the program's start
    /// What was open last, a demo too; else the person's own workspace, where there is one, and nothing else.
    void openLast();
    void openOwn(); ///< the person's own workspace, made where there is none
    void openDemo(); ///< in the person's own folder, made where there is none
    /// What opening left of an open workspace, behind the window (Workspace::checkWhole). It outlives the job; what is
    /// found is nobody's business any more once `shown` is gone, since the window shows another one.
    void check(Workspace &workspace, QObject *shown);
    void cancelOpening();
    [[nodiscard]] const QString &opening() const { return m_openingLocation; } ///< empty: nothing is being opened
    [[nodiscard]] QStringList recent() const; ///< newest first, without demos

signals:
    void recentChanged();
    void openingChanged();
    void failed(const Nightkeep::Error &error);
    void said(const QString &sentence); ///< what came of an act
    void noticed(); ///< the check has added to the workspace's notices

private:
    void start(const QString &title, const QString &location, const Open &open);
    void openDemoIn(const QString &folder);
    void remember(const QString &location, bool isDemo);
    void endOpening();
    void onJobChanged(const Job &job);
    void offerCopy(const QString &location, const Error &error, const LastGoodCopy &copy);
    void restoreCopy(const QString &location);

    WindowContext m_context;
    QWidget *m_window;
    Opened m_opened;
    QString m_openingLocation;
    quint64 m_job = 0;
    quint64 m_opening = 0; ///< numbers the openings: only the latest is shown
};

} // namespace Nightkeep
