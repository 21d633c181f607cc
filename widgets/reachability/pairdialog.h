// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/matrix/serverservice.h"
#include "models/reachability/reachabilityservice.h"
#include "widgets/common/askingdialog.h"

class QComboBox;
class QLineEdit;

namespace Nightkeep {

class FactsView;
class PairTable;

/// "Could the slave take over?": two database servers side by side, the verdict first. Opens with what
/// the workspace holds; asks only when a person says so. Closing it stops an asking that is under way.
class PairDialog final : public AskingDialog
{
    Q_OBJECT

public:
    /// `pair`: the names to begin with, empty or of `rows`.
    PairDialog(const PageContext &context, const QList<ServerRow> &rows, const QPair<QString, QString> &pair,
               QWidget *parent);

protected:
    [[nodiscard]] QStringList fields() const override;

private:
    void buildChoice(const QPair<QString, QString> &pair);
    void buildLayout();
    [[nodiscard]] const ServerRow *chosen(const QComboBox *box) const;
    void showKnown();
    void show(const DatabaseAnswer &one, const DatabaseAnswer &other);
    using QDialog::show;
    void ask() override;
    void take(const Result<PairAnswer> &pair);
    void updateChoice();
    [[nodiscard]] QString whyNobodyIsAsked() const; ///< empty: the two can be

    QList<ServerRow> m_rows;
    PairTable *m_model;
    QComboBox *m_one;
    QComboBox *m_other;
    QLineEdit *m_socket;
    QLineEdit *m_user;
    FactsView *m_remarks;
};

} // namespace Nightkeep
