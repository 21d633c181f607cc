// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/state.h"

#include <QFrame>

class QAction;
class QToolButton;

namespace Nightkeep {

class AnswerLine;

/// Above the options: that editing is unlocked, what is pending and not written, and what to do about it. Hidden while
/// there is nothing to say.
class EditBar final : public QFrame
{
    Q_OBJECT

public:
    explicit EditBar(QWidget *parent);

    /// Three, a button each; not owned.
    void setActions(const QList<QAction *> &actions);
    /// `conflicts` of the pending changes would not be written: somebody has changed the value since.
    void tell(bool unlocked, int pending, int conflicts);
    /// What the pending changes mean, below it; without a sentence nothing stands there.
    void tellMeaning(State state, const QString &sentence);

private:
    AnswerLine *m_text;
    AnswerLine *m_meaning;
    QList<QToolButton *> m_buttons; ///< made at once: a widget's place in the tab order is that of its making
};

} // namespace Nightkeep
