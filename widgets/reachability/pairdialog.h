// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/matrix/serverservice.h"
#include "models/reachability/reachabilityservice.h"
#include "widgets/common/pagecontext.h"

#include <QDialog>

class QComboBox;
class QLineEdit;
class QPushButton;

namespace Nightkeep {

class AnswerLine;
class DataTable;
class ErrorBanner;
class FactsView;
class PairTable;

/// "Could the slave take over?": two database servers side by side, the verdict first. Opens with what
/// the workspace holds; asks only when a person says so. Closing it stops an asking that is under way.
class PairDialog final : public QDialog
{
    Q_OBJECT

public:
    /// `pair`: the names to begin with, empty or of `rows`.
    PairDialog(const PageContext &context, const QList<ServerRow> &rows, const QPair<QString, QString> &pair,
               QWidget *parent);
    ~PairDialog() override;

signals:
    void pairAsked(); ///< and the answers are in the workspace

private:
    void buildChoice(const QPair<QString, QString> &pair);
    void buildButtons();
    void buildLayout();
    [[nodiscard]] const ServerRow *chosen(const QComboBox *box) const;
    void showKnown();
    void show(const DatabaseAnswer &one, const DatabaseAnswer &other);
    void ask();
    void stop();
    void take(const Result<PairAnswer> &pair);
    void updateButtons();

    PageContext m_context;
    QList<ServerRow> m_rows;
    PairTable *m_model;
    QComboBox *m_one;
    QComboBox *m_other;
    QLineEdit *m_socket;
    QLineEdit *m_user;
    AnswerLine *m_verdict;
    ErrorBanner *m_error;
    DataTable *m_table;
    FactsView *m_remarks;
    QPushButton *m_ask = nullptr;
    QPushButton *m_stop = nullptr;
    QPushButton *m_copy = nullptr;
    QPushButton *m_export = nullptr;
    quint64 m_job = 0; ///< 0: none under way
};

} // namespace Nightkeep
