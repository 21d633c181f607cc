// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/decisionchange.h"
#include "widgets/common/inputdialog.h"

class QCheckBox;
class QComboBox;
class QDateEdit;
class QFormLayout;
class QLineEdit;
class QPushButton;
class QSettings;
class QSpinBox;

namespace Nightkeep {

class ErrorBanner;
class FigureSpinBox;

/// What a meeting decided about an item: the sentence, the day, who, why, and where the item has a figure the figure's
/// own editor. Stores nothing itself.
class MeetingDecisionDialog final : public InputDialog
{
    Q_OBJECT

public:
    /// `settings` remembers who decided last.
    MeetingDecisionDialog(const AgendaItem &item, const AgendaSubject &subject, const QDate &today, QSettings &settings,
                          QWidget *parent);

    [[nodiscard]] const Decision &decision() const { return m_decision; } ///< once accepted
    [[nodiscard]] const MeetingService::Change &change() const { return m_change; } ///< once accepted

    void accept() override;

private:
    void buildFields(const QDate &today);
    void buildFigure(QFormLayout *form);
    void addPromiseEditor(QFormLayout *form);
    void addServerEditors(QFormLayout *form);
    void addOptionEditor(QFormLayout *form);
    void addEditor(QFormLayout *form, const QString &label, QWidget *editor);
    [[nodiscard]] QString figure() const; ///< as changeOf() takes it
    void updateAccept();

    AgendaItem m_item;
    AgendaSubject m_subject;
    QSettings &m_settings;
    Decision m_decision;
    MeetingService::Change m_change;
    ErrorBanner *m_error;
    QLineEdit *m_text;
    QDateEdit *m_on;
    QLineEdit *m_people;
    QLineEdit *m_reason;
    QCheckBox *m_agrees = nullptr; ///< where the item has a figure
    QList<QWidget *> m_editors;
    QSpinBox *m_number = nullptr; ///< of a promise
    QComboBox *m_unit = nullptr;
    QList<FigureSpinBox *> m_figures; ///< of a server
    QComboBox *m_value = nullptr; ///< of an option
    QPushButton *m_accept = nullptr;
};

} // namespace Nightkeep
