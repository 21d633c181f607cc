// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QScrollArea>

class QAction;
class QGridLayout;
class QLabel;

namespace Nightkeep {

/// What stands in place of the pages while no workspace is open: what this program is, and the acts to begin with, a
/// button each and what comes of it. The first is the one for a newcomer.
class WelcomeCard final : public QScrollArea
{
    Q_OBJECT

public:
    explicit WelcomeCard(QWidget *parent = nullptr);

    void addStep(QAction *act, const QString &words); ///< `act` is not owned and outlives the card

protected:
    void changeEvent(QEvent *event) override;

private:
    void scaleTitle();

    QFrame *m_card;
    QLabel *m_title;
    QGridLayout *m_steps;
};

} // namespace Nightkeep
