// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/workspace.h"
#include "widgets/shell/windowcontext.h"

#include <QObject>
#include <QStringList>

#include <functional>
#include <memory>

namespace Nightkeep {

/// File > New, Open, Recent: asks where, opens by a job, offers the last good copy of a damaged
/// workspace, and remembers what was opened. Lives on the window's thread.
class WorkspaceSwitcher final : public QObject
{
    Q_OBJECT

public:
    using Opened = std::function<void(std::unique_ptr<Workspace>)>;

    /// `opened` is called on the window's thread with each workspace that was opened.
    WorkspaceSwitcher(const WindowContext &context, QWidget *window, Opened opened);

    void create(); ///< asks for a file
    void choose(); ///< asks for a file
    void chooseShared(); ///< asks for an address
    void open(const QString &location);
    [[nodiscard]] QStringList recent() const; ///< newest first
    void remember(const QString &location);

signals:
    void recentChanged();
    void failed(const Nightkeep::Error &error);

private:
    void start(const QString &title, const QString &location, bool make);
    void offerCopy(const QString &location, const Error &error, const LastGoodCopy &copy);

    WindowContext m_context;
    QWidget *m_window;
    Opened m_opened;
};

} // namespace Nightkeep
