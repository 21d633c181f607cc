// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/servers/remotehost.h"

#include <QObject>
#include <QPointer>

#include <memory>

class QWidget;

namespace Nightkeep {

/// Asks ssh's questions of the person at the window. ask() is called on worker threads and blocks
/// them; the dialogs live on the thread of this object, one at a time. A worker that is cancelled
/// takes its question back. This object outlives every worker that may ask.
class DialogPrompter final : public QObject, public Prompter
{
    Q_OBJECT

public:
    explicit DialogPrompter(QObject *parent = nullptr);
    ~DialogPrompter() override;

    void setWindow(QWidget *window); ///< over which the questions stand; may be null
    [[nodiscard]] std::optional<QString> ask(const Prompt &prompt, const CancelToken &cancel) override;

private:
    struct Pending;

    void add(const std::shared_ptr<Pending> &pending);
    void takeBack(const std::shared_ptr<Pending> &pending);
    void showNext();

    QPointer<QWidget> m_window;
    QList<std::shared_ptr<Pending>> m_waiting; // on the window's thread alone
    std::shared_ptr<Pending> m_shown;
    QPointer<QWidget> m_dialog;
};

} // namespace Nightkeep
