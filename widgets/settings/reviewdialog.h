// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/settingsmeaning.h"
#include "widgets/common/inputdialog.h"

class QLineEdit;

namespace Nightkeep {

/// How grave it is what changes mean.
[[nodiscard]] State stateOfMeaning(const SettingsMeaning &meaning);

/// What would be written: the options as they were seen and as they would be, what that means, the exact SQL or
/// commands, and what to know first. Accepting it is the one question before the write.
class ReviewDialog final : public InputDialog
{
    Q_OBJECT

public:
    ReviewDialog(const SettingsPlan &plan, const SettingsMeaning &meaning, QWidget *parent = nullptr);

    [[nodiscard]] QString reason() const; ///< why, as a person said it; may be empty

signals:
    void copiesWanted(); ///< those that Moodle would delete are to be shown

private:
    [[nodiscard]] QWidget *statements(const SettingsPlan &plan);

    QLineEdit *m_reason;
};

/// A conflict, and nothing was written because of it, nor is anything unknown.
[[nodiscard]] bool isConflictAlone(const SettingsApplied &applied);

/// After such a conflict: the value that was seen, the one that is wanted, the one that is there. Accepting
/// it means: read the settings again; what was wanted stays pending.
class ConflictDialog final : public QDialog
{
    Q_OBJECT

public:
    explicit ConflictDialog(const QList<ConfigOutcome> &outcomes, QWidget *parent = nullptr);
};

/// After any other set that was not written whole: what came of each option. Accepting it means the same.
class OutcomeDialog final : public QDialog
{
    Q_OBJECT

public:
    explicit OutcomeDialog(const SettingsApplied &applied, QWidget *parent = nullptr);
};

} // namespace Nightkeep
