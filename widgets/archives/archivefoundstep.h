// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/archives/archiveplantable.h"
#include "models/base/progress.h"
#include "widgets/common/pagecontext.h"

#include <QWidget>

#include <optional>

class QLabel;
class QLineEdit;
class QProgressBar;
class QPushButton;
class QTabBar;
class QVBoxLayout;

namespace Nightkeep {

class AnswerLine;
class DataTable;

/// The second step: what would be archived, what is damaged and what is missing, part by part, and why a person
/// finds it right all the same.
class ArchiveFoundStep final : public QWidget
{
    Q_OBJECT

public:
    ArchiveFoundStep(const PageContext &context, QWidget *parent);

    void showLooking();
    void showProgress(const Progress &progress);
    void showPlan(const ArchivePlan &plan);
    void showNothing(const QString &why);
    /// Why the warnings need no more attention; empty: they stay open.
    [[nodiscard]] QString reason() const;

signals:
    void stopRequested();
    void lookRequested();
    void failed(const Nightkeep::Error &error);

private:
    void buildProgress(QVBoxLayout *column);
    void buildTable(QVBoxLayout *column);
    void buildButtons(QVBoxLayout *column);
    void showRows();
    void showIdle(QWidget *next); ///< what has the keyboard then; the stop button while it looks
    void copy();
    void save();

    PageContext m_context;
    AnswerLine *m_answer;
    QWidget *m_looking;
    QProgressBar *m_progress;
    QPushButton *m_stop;
    QTabBar *m_parts;
    DataTable *m_table;
    ColumnTable<ArchivePlanRow> *m_model;
    QLabel *m_remarks;
    QWidget *m_accepting;
    QLineEdit *m_reason;
    QPushButton *m_again;
    QPushButton *m_copy;
    QPushButton *m_save;
    std::optional<ArchivePlan> m_plan;
};

} // namespace Nightkeep
