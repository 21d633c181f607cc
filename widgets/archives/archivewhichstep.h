// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/courses/site.h"
#include "widgets/archives/archivewish.h"

#include <QWidget>

class QCheckBox;
class QComboBox;
class QDateEdit;
class QLabel;
class QLineEdit;

namespace Nightkeep {

/// The first step: which archive. Its name follows term and site until a person types another one, and its date the
/// term's cut-off.
class ArchiveWhichStep final : public QWidget
{
    Q_OBJECT

public:
    /// `sites` is not empty.
    ArchiveWhichStep(const QList<Site> &sites, const QList<ArchiveRecord> &runs, const ArchiveWish &wish,
                     const QDate &today, QWidget *parent);

    void fill(const ArchiveRequest &request); ///< as it was asked for before
    [[nodiscard]] ArchiveRequest request() const; ///< without what is decided on single courses
    [[nodiscard]] const Site &site() const;
    [[nodiscard]] bool isComplete() const;

signals:
    void changed();

private:
    void buildTerms(const QDate &today);
    void buildFields();
    void buildPlaces();
    void buildForm();
    void followTerm();
    void proposeName();
    void follow();

    QList<Site> m_sites;
    QList<ArchiveRecord> m_runs;
    QList<Term> m_terms;
    QList<ArchivePlace> m_known;
    QDate m_usual; ///< not before which, where no term says
    QComboBox *m_term;
    QComboBox *m_site;
    QComboBox *m_rule;
    QLabel *m_meaning;
    QDateEdit *m_notBefore;
    QComboBox *m_origin;
    QLineEdit *m_name;
    QLabel *m_becomes;
    QCheckBox *m_takeDoubtful;
    QCheckBox *m_readThrough;
    QWidget *m_placesBox;
    QList<QCheckBox *> m_places; ///< one of each of m_known
    bool m_isOwnName = false;
};

} // namespace Nightkeep
