// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/archives/archivestore.h"
#include "models/jobs/jobrunner.h"
#include "models/places/placetables.h"
#include "widgets/common/tabledialog.h"

#include <QHash>

class QTimer;

namespace Nightkeep {

/// "Hand over…": all places of one archive with how each stands; to hand over, confirm and stop. What goes on on the
/// server goes on when this is closed, and so does a job to this workstation.
class HandOversDialog final : public TableDialog
{
    Q_OBJECT

public:
    /// `changed` is called when the workspace was written, also after the dialog was closed; `parent` is the page.
    HandOversDialog(const PageContext &context, const ArchiveRecord &record, std::function<void()> changed,
                    QWidget *parent);

private:
    struct Known
    {
        QList<ArchivePlace> places;
        QList<HandOver> handOvers;
    };
    [[nodiscard]] const PlaceStanding *chosen() const;
    [[nodiscard]] QString lane(const QString &place = {}) const;
    void load(const std::optional<Error> &problem = {}); ///< which is shown with what is read
    void askWorking();
    void askServer(bool quietly);
    void take(const QList<HandOver> &handOvers, bool isOther = false);
    void showStandings();
    void handOver();
    void confirm(bool read);
    void askToStop();
    void start(const QString &title, const QString &place, const JobRunner::Work<HandOver> &work);
    void showEnd(const QString &place, const Result<HandOver> &ended);
    void showProgress(const Job &job);
    [[nodiscard]] QString handOverTip(const PlaceStanding *standing, bool isPlace) const;
    void updateActions();

    ArchiveRecord m_record;
    std::function<void()> m_changed;
    Known m_known;
    ColumnTable<PlaceStanding> *m_model;
    QPushButton *m_handOver;
    QPushButton *m_look;
    QPushButton *m_read;
    QPushButton *m_stop;
    QPushButton *m_ask;
    QTimer *m_poll;
    QHash<quint64, QString> m_jobs; ///< that were begun here: to which place
    bool m_isAsking = false;
};

} // namespace Nightkeep
