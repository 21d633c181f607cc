// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/agenda.h"
#include "models/meeting/meetingtable.h"
#include "widgets/common/firststeps.h"
#include "widgets/common/tablepage.h"

#include <QPointer>

#include <memory>

namespace Nightkeep {

class Presentation;

/// "What is there to decide?": the agenda, and what was decided.
class MeetingPage final : public TablePage
{
    Q_OBJECT

public:
    explicit MeetingPage(const PageContext &context, QWidget *parent = nullptr);
    ~MeetingPage() override;
    [[nodiscard]] static PageArea area();

    [[nodiscard]] QUndoStack *undoStack() override { return m_undo; }

private:
    enum class Shown { All, Open, Decided };

    void showEstate(const Estate &estate) override;
    void showDetail() override;
    void updateActions() override;
    void buildActions();
    void buildContent();
    void showAnswer();
    void showPresentation();
    void decideChosen();
    void decide(const QString &item, QWidget *over);
    void record(const Decision &decision, const MeetingService::Change &change);
    void takeBackChosen();
    void writePack();
    void present();
    void showMinutes();
    // A decision as it stands now: undone and done again it has another number.
    using Standing = std::shared_ptr<Decision>;
    void takeBack(const Standing &standing, const std::function<void()> &done);
    void decideAgain(const Standing &standing);
    [[nodiscard]] const MeetingRow *chosenRow() const;

    QUndoStack *m_undo;
    ColumnTable<MeetingRow> *m_model;
    QAction *m_decide = nullptr;
    QAction *m_takeBack = nullptr;
    QAction *m_pack = nullptr;
    QAction *m_present = nullptr;
    QAction *m_minutes = nullptr;
    FirstSteps m_first {this};
    QList<AgendaItem> m_agenda;
    QPointer<Presentation> m_presentation; ///< while there is one
};

} // namespace Nightkeep
