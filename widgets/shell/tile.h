// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/estate.h"

#include <QFrame>

class QLabel;

namespace Nightkeep {

/// A page in a few words on the overview: its state, the count of its open findings. A click or Enter goes there.
class Tile final : public QFrame
{
    Q_OBJECT

public:
    Tile(const QString &title, const QString &iconName, QWidget *parent = nullptr);

    void setContents(const AreaStanding &area);
    [[nodiscard]] State stateShown() const { return m_stateShown; }
    /// Without its words it has its title, state and count, and the words in its tool tip. Whoever lays tiles out
    /// decides that, for what one shows changes its size.
    void setWordy(bool isWordy);
    [[nodiscard]] int heightWithWords(int width) const;
    // Whether it has its words now or not:
    [[nodiscard]] int leastWidth() const; ///< without them
    [[nodiscard]] int widthForWords() const; ///< narrower it is without

signals:
    void activated();

protected:
    void mouseReleaseEvent(QMouseEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void paintEvent(QPaintEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    void fitWords();
    [[nodiscard]] int roomAroundWords() const;
    void tint();

    QString m_iconName;
    bool m_isWordy = true;
    State m_stateShown = State::Unknown;
    QLabel *m_icon;
    QLabel *m_title;
    QLabel *m_state;
    QLabel *m_text;
    QLabel *m_detail;
    QLabel *m_count; ///< of open findings
};

} // namespace Nightkeep
