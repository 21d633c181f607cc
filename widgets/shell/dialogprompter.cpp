// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/shell/dialogprompter.h"

#include "models/base/bytepath.h"
#include "widgets/common/textdialog.h"

#include <QMutex>
#include <QThread>
#include <QWaitCondition>

#include <utility>

namespace Nightkeep {

namespace {

constexpr unsigned long LookForCancelMilliseconds = 50;

} // namespace

struct DialogPrompter::Pending
{
    Prompt prompt;
    QMutex mutex;
    QWaitCondition answered;
    bool ended = false;
    std::optional<QString> answer;

    void end(const std::optional<QString> &given)
    {
        const QMutexLocker lock(&mutex);
        if (ended)
            return;
        ended = true;
        answer = given;
        answered.wakeAll();
    }
};

DialogPrompter::DialogPrompter(QObject *parent)
    : QObject(parent)
{
}

DialogPrompter::~DialogPrompter()
{
    for (const auto &pending : std::as_const(m_waiting))
        pending->end(std::nullopt);
    if (m_shown)
        m_shown->end(std::nullopt);
    delete m_dialog;
}

void DialogPrompter::setWindow(QWidget *window)
{
    m_window = window;
}

std::optional<QString> DialogPrompter::ask(const Prompt &prompt, const CancelToken &cancel)
{
    if (QThread::currentThread() == thread()) // it could only wait for itself
        return std::nullopt;
    auto pending = std::make_shared<Pending>();
    pending->prompt = prompt;
    QMetaObject::invokeMethod(
        this, [this, pending] { add(pending); }, Qt::QueuedConnection);
    QMutexLocker lock(&pending->mutex);
    // The token has no signal, so it is looked at between short waits.
    while (!pending->ended && !cancel.isCancelled())
        pending->answered.wait(&pending->mutex, LookForCancelMilliseconds);
    if (pending->ended)
        return pending->answer;
    pending->ended = true;
    lock.unlock();
    QMetaObject::invokeMethod(
        this, [this, pending] { takeBack(pending); }, Qt::QueuedConnection);
    return std::nullopt;
}

void DialogPrompter::add(const std::shared_ptr<Pending> &pending)
{
    m_waiting.append(pending);
    showNext();
}

void DialogPrompter::takeBack(const std::shared_ptr<Pending> &pending)
{
    m_waiting.removeOne(pending);
    if (m_shown == pending && m_dialog)
        static_cast<QDialog *>(m_dialog.data())->reject();
}

void DialogPrompter::showNext()
{
    if (m_shown || m_waiting.isEmpty())
        return;
    m_shown = m_waiting.takeFirst();
    const Prompt &prompt = m_shown->prompt;
    const QString title = (prompt.isNotice ? tr("%1 waits", "a server's name") : tr("%1 asks", "a server's name"))
                              .arg(visibleText(prompt.server));
    auto *dialog = new TextDialog(title, prompt.text, {}, prompt.secret, m_window);
    if (prompt.isNotice)
        dialog->showOnly();
    m_dialog = dialog;
    connect(dialog, &QDialog::finished, this, [this, dialog](int result) {
        const std::shared_ptr<Pending> shown = std::exchange(m_shown, nullptr);
        shown->end(result == QDialog::Accepted ? std::optional(dialog->text()) : std::nullopt);
        dialog->deleteLater();
        showNext();
    });
    dialog->open();
}

} // namespace Nightkeep
