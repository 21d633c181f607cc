// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/result.h"
#include "models/base/state.h"

#include <QFrame>

class QLabel;
class QToolButton;

namespace Nightkeep {

/// An error in the page, in three parts: what happened, what to do, details to copy. Hidden until
/// there is one; a person may close it. All of it is plain text.
class ErrorBanner final : public QFrame
{
    Q_OBJECT

public:
    explicit ErrorBanner(QWidget *parent = nullptr);

    void showError(const Error &error); ///< a cancelled act is no error: nothing is shown
    void showNotice(const QString &text); ///< something to know, no error; empty: nothing is shown
    void showNotKept(const Error &problem); ///< of an answer that the workspace did not take
    void clear();

    /// The three parts as one text, for the clipboard.
    [[nodiscard]] static QString copyText(const Error &error);

protected:
    void changeEvent(QEvent *event) override;

private:
    void showAs(State state, const Error &error);
    void drawIcon();

    Error m_error;
    State m_state = State::Bad;
    QLabel *m_icon;
    QLabel *m_message;
    QLabel *m_advice;
    QToolButton *m_copy;
};

} // namespace Nightkeep
