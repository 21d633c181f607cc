// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/retention/retentiontables.h"
#include "widgets/common/firststeps.h"
#include "widgets/common/tablepage.h"

#include <QMap>

#include <functional>

class QComboBox;
class QUndoCommand;

namespace Nightkeep {

class NightStrip;
class WhatIfDialog;

/// "Do our rules give us what we promised?": the nights of a site that can be restored, and what was promised of them.
class RetentionPage final : public TablePage
{
    Q_OBJECT

public:
    explicit RetentionPage(const PageContext &context, QWidget *parent = nullptr);
    ~RetentionPage() override;
    [[nodiscard]] static PageArea area();

    [[nodiscard]] QString refreshWords() const override;
    [[nodiscard]] bool canRefresh() const override;
    void showObject(const QString &key) override; ///< "<site>/<promise>"
    [[nodiscard]] QUndoStack *undoStack() override { return m_undo; }

private:
    void showEstate(const Estate &estate) override;
    void buildActions();
    void addActions();
    void buildContent();
    void offerFirstStep(bool hasServers);
    void fillSites();
    void showSite();
    void showPicture(const RetentionView &view);
    void readNights(int nights);
    void stopNights();
    void showDetail() override;
    void resizeEvent(QResizeEvent *event) override;
    [[nodiscard]] QAction *actOn(const Finding &finding, const PromiseLine *line) const;
    void updateActions() override;
    [[nodiscard]] const RetentionView *view() const; ///< of the chosen site; null: there is none
    [[nodiscard]] const RetentionRecords *records() const;
    [[nodiscard]] QMap<qint64, QString> courseNames() const; ///< of the chosen site, by number
    [[nodiscard]] QDate today() const;

    void agree();
    /// Writes; `command`: null where Undo or Redo does it, whose command is there already.
    void change(const QString &title, const std::function<Result<void>()> &act, const QString &done,
                const std::function<QUndoCommand *()> &command);
    void writePromise(const Promise &wanted, const Promise &seen, const QString &done, bool isUndone);
    void setPromised(const Promise &promise, bool isPromised, bool isUndone);
    void setErased(const ErasureRecord &record, bool isRecorded, bool isUndone);
    WhatIfDialog *whatIf();
    void propose();
    void afterLoss();
    void hold();
    void startHold(const LegalHold &wanted);
    void showHolds();
    void endHold(const LegalHold &hold);
    void setHeld(qint64 number, bool held, const QString &reason, const QString &done);
    void pushHold(const LegalHold &hold, bool isEnd);
    void recordErasure();
    void showErasures();
    void showSurvival();
    void saveStrip();

    QUndoStack *m_undo; ///< figures, holds, and what is taken back as a mistake
    ColumnTable<PromiseLine> *m_model;
    QComboBox *m_site;
    NightStrip *m_strip;
    FirstSteps m_first {this};
    QAction *m_agree = nullptr;
    QAction *m_withdraw = nullptr;
    QAction *m_whatIf = nullptr;
    QAction *m_propose = nullptr;
    QAction *m_loss = nullptr;
    QAction *m_hold = nullptr;
    QAction *m_holds = nullptr;
    QAction *m_erasure = nullptr;
    QAction *m_erasures = nullptr;
    QAction *m_survival = nullptr;
    QAction *m_save = nullptr;
    QAction *m_grey = nullptr; ///< whether the strip is saved without colours
    QAction *m_zoomIn = nullptr;
    QAction *m_zoomOut = nullptr;
    QList<RetentionView> m_views;
    QString m_pictured; ///< the site that the strip shows
    quint64 m_nightsJob = 0;
    quint64 m_reading = 0; ///< nights of an older question are not shown
};

} // namespace Nightkeep
