// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/state.h"
#include "models/settings/settingsservice.h"

#include <QWidget>

class QAction;
class QToolButton;

namespace Nightkeep {

class AnswerLine;
class FactsView;

/// What to do about one option, and what is known of it.
struct SettingAdvice
{
    State state = State::Unknown;
    QString sentence;
    QList<QAction *> acts = {}; ///< two at most
};

/// Beside the table, of the chosen option: what to do, with its buttons, then what the option means, what Moodle has
/// and what was agreed, and who changed it when.
class SettingPanel final : public QWidget
{
    Q_OBJECT

public:
    explicit SettingPanel(QWidget *parent);

    /// `history` is the site's, newest first; nullopt: it is not known.
    void showOption(const SettingRow &row, const SettingAdvice &advice,
                    const std::optional<QList<SettingsHistoryEntry>> &history, const QDateTime &now);
    void showNothing();

private:
    void showAdvice(const SettingAdvice &advice);

    AnswerLine *m_advice;
    QList<QToolButton *> m_acts;
    FactsView *m_facts;
};

} // namespace Nightkeep
