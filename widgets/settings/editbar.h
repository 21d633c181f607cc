// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFrame>

class QAction;

namespace Nightkeep {

class AnswerLine;

/// Above the options: that editing is unlocked, what is pending and not written, and what to do about it. Hidden while
/// there is nothing to say.
class EditBar final : public QFrame
{
    Q_OBJECT

public:
    /// A button for each action, which are not owned.
    EditBar(const QList<QAction *> &actions, QWidget *parent);

    /// `conflicts` of the pending changes would not be written: somebody has changed the value since.
    void tell(bool unlocked, int pending, int conflicts);

private:
    AnswerLine *m_text;
};

} // namespace Nightkeep
