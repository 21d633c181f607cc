// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/state.h"

#include <QWidget>

class QLabel;

namespace Nightkeep {

/// An answer: the icon of its state beside its sentence, which is plain text.
class AnswerLine final : public QWidget
{
    Q_OBJECT

public:
    /// The sentence's object name is `name`, the icon's `name` with "Icon", the count's with "Count"; the
    /// sentence's font is `scale` of the window's.
    AnswerLine(const QString &name, qreal scale, QWidget *parent);

    void setAnswer(State state, const QString &sentence);
    void setCount(const QString &words); ///< at the far end; empty: nothing stands there

protected:
    void changeEvent(QEvent *event) override; ///< tints the icon anew, and follows the window's font

private:
    void drawIcon();
    void scaleFont();

    qreal m_scale;
    State m_state = State::Working;
    QLabel *m_icon;
    QLabel *m_sentence;
    QLabel *m_count;
};

} // namespace Nightkeep
