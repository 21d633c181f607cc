// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/storage/decisionfield.h"

#include <QWidget>

#include <optional>

class QCheckBox;
class QComboBox;
class QDateEdit;
class QLineEdit;

namespace Nightkeep {

/// One line that says whether something is agreed or to be agreed, on or by which day, by whom, with a
/// note. The day and the name offer themselves when a state is first chosen.
class AgreementEdit final : public QWidget
{
    Q_OBJECT

public:
    /// `who` is offered as a name. Object names begin with `key`; `what` is agreed.
    AgreementEdit(const QString &key, const QString &what, const QDate &today, const QString &who, QWidget *parent);
    /// Of a server.
    AgreementEdit(DecisionSubject subject, const QDate &today, const QString &who, QWidget *parent);

    void setAgreement(const Agreement &agreement);
    /// For servers that differ: adds "as they are" and shows it.
    void setMixed();
    /// Nothing: each server keeps its own. What nobody touched is what was set, to the byte.
    [[nodiscard]] std::optional<Agreement> agreement() const;

signals:
    void changed();

protected:
    void focusInEvent(QFocusEvent *event) override; ///< as DataTable's

private:
    [[nodiscard]] Agreement typed() const;
    void chooseState();
    void updateParts();

    QDate m_today;
    QString m_who;
    Agreement m_stored;
    Agreement m_shown; ///< how the widgets read m_stored
    QComboBox *m_state;
    QCheckBox *m_hasDate;
    QDateEdit *m_date;
    QLineEdit *m_by;
    QLineEdit *m_note;
};

} // namespace Nightkeep
