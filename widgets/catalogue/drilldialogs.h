// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/catalogue/drillservice.h"
#include "models/catalogue/drilltable.h"
#include "widgets/common/tabledialog.h"

class QComboBox;
class QDateEdit;
class QLineEdit;
class QPlainTextEdit;
class QProgressBar;
class QSpinBox;

namespace Nightkeep {

/// What drills are chosen from.
struct DrillChoice
{
    CatalogueRecords records;
    QList<SiteBackups> sites;
};
[[nodiscard]] Result<DrillChoice> readDrillChoice(Workspace &workspace); ///< for a job

/// "Restore drills…": all that are recorded; one may be recorded, run or removed.
class DrillsDialog final : public TableDialog
{
    Q_OBJECT

public:
    DrillsDialog(const PageContext &context, std::function<void()> changed, QWidget *parent);

private:
    void read();
    void readChanged(); ///< after the workspace was written
    void showChoice(const DrillChoice &choice);
    void updateActions();
    void removeChosen();

    ColumnTable<RestoreDrill> *m_model;
    std::function<void()> m_changed;
    QPushButton *m_record;
    QPushButton *m_run;
    QPushButton *m_remove;
};

/// "Record a restore drill…": what a person restored by hand, and what came of it.
class DrillRecordDialog final : public InputDialog
{
    Q_OBJECT

public:
    /// `begun`: what is known already, such as its archive.
    DrillRecordDialog(const PageContext &context, const RestoreDrill &begun, QWidget *parent);

signals:
    void recorded();

protected:
    [[nodiscard]] QStringList fields() const override;

private:
    void buildFields();
    void readSites();
    void updateParts();
    void record();
    [[nodiscard]] RestoreDrill drill() const;

    PageContext m_context;
    RestoreDrill m_begun;
    QList<SiteBackups> m_sites;
    ErrorBanner *m_banner;
    QComboBox *m_site;
    QLineEdit *m_course;
    QLineEdit *m_path;
    QLineEdit *m_where;
    QComboBox *m_outcome;
    QLineEdit *m_cameBack;
    QLineEdit *m_missing;
    QDateEdit *m_day;
    QSpinBox *m_minutes;
    QPushButton *m_ok;
    bool m_isRecording = false;
};

/// "Run a restore drill…": a copy, and a site for tests; then what would be done there, and what came of it.
class DrillRunDialog final : public InputDialog
{
    Q_OBJECT

public:
    DrillRunDialog(const PageContext &context, const RestoreDrill &begun, QWidget *parent);
    ~DrillRunDialog() override;

signals:
    void recorded();

protected:
    [[nodiscard]] QStringList fields() const override;

private:
    void buildFields();
    void readSites();
    void setJob(quint64 job);
    void forgetPlan();
    void makePlan();
    void showPlan(const Result<DrillService::Plan> &plan);
    void runPlan();
    void showRun(const Result<RestoreDrill> &drill);

    PageContext m_context;
    RestoreDrill m_begun;
    AnswerLine *m_answer;
    ErrorBanner *m_banner;
    QComboBox *m_site;
    QLineEdit *m_path;
    QComboBox *m_where;
    QPlainTextEdit *m_steps;
    QProgressBar *m_progress;
    QPushButton *m_planIt;
    QPushButton *m_runIt;
    QPushButton *m_stop;
    std::optional<DrillService::Plan> m_plan;
    quint64 m_job = 0;
};

/// "Which Moodle takes it…": of an archive's copies, by the rules, for each of the workspace's sites.
class RestorableDialog final : public TableDialog
{
    Q_OBJECT

public:
    RestorableDialog(const PageContext &context, const ArchiveRecord &record, std::function<void()> changed,
                     QWidget *parent);

private:
    void read();
    void showChoice(const DrillChoice &choice);
    void askMoodle();

    ColumnTable<Restorable> *m_model;
    ArchiveRun m_run;
    std::function<void()> m_changed;
    QPushButton *m_ask;
};

} // namespace Nightkeep
