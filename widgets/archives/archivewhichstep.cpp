// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/archives/archivewhichstep.h"

#include "models/archives/archiveplantable.h"
#include "models/archives/archiveproposal.h"
#include "models/base/bytepath.h"
#include "widgets/common/plainlabel.h"
#include "widgets/common/statedelegate.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDateEdit>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QRegularExpressionValidator>
#include <QVBoxLayout>

#include <algorithm>
#include <utility>

namespace Nightkeep {

namespace {

constexpr qint64 daysOfOneTerm = 200; // an older cut-off is another term's, and would let old zips count as up to date

} // namespace

ArchiveWhichStep::ArchiveWhichStep(const QList<Site> &sites, const QList<ArchiveRecord> &runs, const ArchiveWish &wish,
                                   const QDate &today, QWidget *parent)
    : QWidget(parent)
    , m_sites(sites)
    , m_runs(runs)
    , m_terms(wish.terms)
    , m_known(wish.places)
    , m_usual(today.addDays(-7))
    , m_term(new QComboBox(this))
    , m_site(new QComboBox(this))
    , m_rule(new QComboBox(this))
    , m_meaning(plainLabel(this))
    , m_notBefore(new QDateEdit(this))
    , m_origin(new QComboBox(this))
    , m_name(new QLineEdit(this))
    , m_becomes(plainLabel(this))
    , m_takeDoubtful(new QCheckBox(tr("Take a course's newest zip too where it is &doubtful"), this))
    , m_readThrough(new QCheckBox(tr("&Read each zip through, which takes its time"), this))
    , m_placesBox(new QWidget(this))
{
    setObjectName(QStringLiteral("archiveWhich"));
    buildFields();
    buildTerms(today);
    buildPlaces();
    buildForm();
    followTerm();
    proposeName();
    follow();
    connect(m_term, &QComboBox::currentIndexChanged, this, &ArchiveWhichStep::followTerm);
    connect(m_term, &QComboBox::currentIndexChanged, this, &ArchiveWhichStep::proposeName);
    connect(m_term, &QComboBox::currentIndexChanged, this, &ArchiveWhichStep::follow);
    connect(m_site, &QComboBox::currentIndexChanged, this, &ArchiveWhichStep::proposeName);
    connect(m_site, &QComboBox::currentIndexChanged, this, &ArchiveWhichStep::follow);
    connect(m_rule, &QComboBox::currentIndexChanged, this, &ArchiveWhichStep::follow);
    connect(m_notBefore, &QDateEdit::dateChanged, this, &ArchiveWhichStep::follow);
    connect(m_origin, &QComboBox::currentIndexChanged, this, &ArchiveWhichStep::follow);
    connect(m_name, &QLineEdit::textChanged, this, &ArchiveWhichStep::follow);
    connect(m_name, &QLineEdit::textEdited, this, [this] { m_isOwnName = true; });
    connect(m_takeDoubtful, &QCheckBox::toggled, this, &ArchiveWhichStep::follow);
    connect(m_readThrough, &QCheckBox::toggled, this, &ArchiveWhichStep::follow);
}

/// The workspace's own that is to be archived now comes first, the others of them after what is proposed.
void ArchiveWhichStep::buildTerms(const QDate &today)
{
    m_term->setObjectName(QStringLiteral("archiveTerm"));
    std::stable_sort(m_terms.begin(), m_terms.end(), [](const Term &a, const Term &b) { return a.cutOff > b.cutOff; });
    const auto add = [this](const QString &words, const QString &name) {
        if (m_term->findData(name) < 0)
            m_term->addItem(visibleText(words), name);
    };
    const std::optional<Term> latest = termToArchive(today, m_terms);
    if (latest && latest->cutOff.daysTo(today) <= daysOfOneTerm)
        add(latest->words, latest->name);
    const QList<Term> proposed = proposedTerms(today, m_terms);
    for (const Term &term : proposed)
        add(term.words, term.name);
    for (const Term &term : std::as_const(m_terms))
        add(term.words, term.name);
    m_term->addItem(tr("None of these: give it a name of your own"), QString());
}

void ArchiveWhichStep::buildFields()
{
    m_site->setObjectName(QStringLiteral("archiveSite"));
    for (const Site &site : std::as_const(m_sites))
        m_site->addItem(visibleText(site.name), site.name);
    m_site->setEnabled(m_sites.size() > 1);
    m_rule->setObjectName(QStringLiteral("archiveRule"));
    for (const ArchiveRule rule : {ArchiveRule::NewestPerCourse, ArchiveRule::SinceLastRun})
        m_rule->addItem(ruleWords(rule), int(rule));
    m_meaning->setObjectName(QStringLiteral("archiveRuleMeaning"));
    m_notBefore->setObjectName(QStringLiteral("archiveNotBefore"));
    m_notBefore->setCalendarPopup(true);
    m_notBefore->setDate(m_usual);
    m_notBefore->setToolTip(tr("The first day on which a zip counts as up to date"));
    m_origin->setObjectName(QStringLiteral("archiveOrigin"));
    for (const ZipOrigin origin : {ZipOrigin::Any, ZipOrigin::ByMoodle, ZipOrigin::ByPeople})
        m_origin->addItem(originWords(origin), int(origin));
    m_origin->setToolTip(tr("By whom the backups that are taken were made, as far as that can be told"));
    m_name->setObjectName(QStringLiteral("archiveName"));
    static const QRegularExpression plainName(QStringLiteral("[A-Za-z0-9_][A-Za-z0-9._-]*"));
    m_name->setValidator(new QRegularExpressionValidator(plainName, m_name));
    m_name->setToolTip(tr("Letters, digits, dots, dashes and underscores; the file gets \".tar\" behind it"));
    m_becomes->setObjectName(QStringLiteral("archiveBecomes"));
    m_takeDoubtful->setObjectName(QStringLiteral("archiveTakeDoubtful"));
    m_takeDoubtful->setToolTip(tr("Beside the newest sound one, which is taken in any case"));
    m_readThrough->setObjectName(QStringLiteral("archiveReadThrough"));
    m_readThrough->setToolTip(
        tr("Else only its end, its directory and its moodle.xml are looked at, which does not see every damage"));
}

void ArchiveWhichStep::buildPlaces()
{
    m_placesBox->setObjectName(QStringLiteral("archivePlaces"));
    auto *column = new QVBoxLayout(m_placesBox);
    column->setContentsMargins(0, 0, 0, 0);
    for (const ArchivePlace &place : std::as_const(m_known)) {
        QString text = tr("%1: %2", "a place, and what it is").arg(visibleText(place.name), placeKindWord(place.kind));
        auto *box = new QCheckBox(text.replace(u'&', QStringLiteral("&&")), m_placesBox);
        box->setObjectName(QStringLiteral("archivePlace_") + place.name);
        if (!place.note.isEmpty())
            setPlainToolTip(*box, place.note);
        connect(box, &QCheckBox::toggled, this, &ArchiveWhichStep::follow);
        column->addWidget(box);
        m_places << box;
    }
    if (m_known.isEmpty())
        column->addWidget(
            plainLabel(m_placesBox, tr("No place is known to the workspace: it lies on its server alone.")));
}

void ArchiveWhichStep::buildForm()
{
    auto *form = new QFormLayout(this);
    form->setRowWrapPolicy(QFormLayout::WrapLongRows); // a large font leaves no room beside the labels
    form->addRow(tr("&Term"), m_term);
    form->addRow(tr("Moodle s&ite"), m_site);
    form->addRow(tr("Ru&le"), m_rule);
    form->addRow(m_meaning);
    form->addRow(tr("Not be&fore"), m_notBefore);
    form->addRow(tr("Made b&y"), m_origin);
    form->addRow(tr("Na&me of the archive"), m_name);
    form->addRow(m_becomes);
    form->addRow(m_takeDoubtful);
    form->addRow(m_readThrough);
    form->addRow(tr("Is handed over to"), m_placesBox);
    setFocusProxy(m_term);
}

void ArchiveWhichStep::fill(const ArchiveRequest &request)
{
    int term = m_term->count() - 1;
    for (int i = 0; i < m_term->count() - 1 && request.term.isEmpty(); ++i) {
        if (request.name.contains(m_term->itemData(i).toString()))
            term = i;
    }
    if (!request.term.isEmpty() && m_term->findData(request.term) >= 0)
        term = m_term->findData(request.term);
    m_isOwnName = true;
    m_term->setCurrentIndex(term);
    const int site = m_site->findData(request.site);
    m_site->setCurrentIndex(std::max(site, 0));
    m_rule->setCurrentIndex(std::max(m_rule->findData(int(request.rule)), 0));
    if (request.notBefore.isValid())
        m_notBefore->setDate(request.notBefore);
    m_origin->setCurrentIndex(std::max(m_origin->findData(int(request.origin)), 0));
    m_takeDoubtful->setChecked(request.takeDoubtful);
    m_readThrough->setChecked(request.readThrough);
    for (qsizetype i = 0; i < m_places.size(); ++i)
        m_places.at(i)->setChecked(request.places.contains(m_known.at(i).name));
    m_name->setText(request.name);
}

ArchiveRequest ArchiveWhichStep::request() const
{
    ArchiveRequest request;
    request.site = m_site->currentData().toString();
    request.rule = ArchiveRule(m_rule->currentData().toInt());
    request.notBefore = m_notBefore->date();
    request.name = m_name->text();
    request.takeDoubtful = m_takeDoubtful->isChecked();
    request.readThrough = m_readThrough->isChecked();
    request.origin = ZipOrigin(m_origin->currentData().toInt());
    const QString term = m_term->currentData().toString();
    if (std::any_of(m_terms.cbegin(), m_terms.cend(), [&term](const Term &kept) { return kept.name == term; }))
        request.term = term;
    for (qsizetype i = 0; i < m_places.size(); ++i) {
        if (m_places.at(i)->isChecked())
            request.places << m_known.at(i).name;
    }
    return request;
}

const Site &ArchiveWhichStep::site() const
{
    return m_sites.at(m_site->currentIndex());
}

bool ArchiveWhichStep::isComplete() const
{
    return m_name->hasAcceptableInput();
}

void ArchiveWhichStep::followTerm()
{
    const QString chosen = m_term->currentData().toString();
    const auto term =
        std::find_if(m_terms.cbegin(), m_terms.cend(), [&chosen](const Term &kept) { return kept.name == chosen; });
    if (term != m_terms.cend() && term->cutOff.isValid()) {
        m_notBefore->setDate(term->cutOff);
        return;
    }
    // Another term's day must not stay: it could let old zips count as up to date.
    const bool isAnothers = std::any_of(m_terms.cbegin(), m_terms.cend(),
                                        [this](const Term &kept) { return kept.cutOff == m_notBefore->date(); });
    if (isAnothers)
        m_notBefore->setDate(m_usual);
}

void ArchiveWhichStep::proposeName()
{
    const QString term = m_term->currentData().toString();
    if (!m_isOwnName && !term.isEmpty())
        m_name->setText(proposedArchiveName(site().name, term, m_runs));
}

void ArchiveWhichStep::follow()
{
    const ArchiveRequest asked = request();
    m_meaning->setText(ruleMeaning(asked.rule));
    m_becomes->setText(tr("It becomes %1.tar in %2 on %3.")
                           .arg(asked.name, displayPath(site().archiveFolder), visibleText(site().dataServer)));
    m_takeDoubtful->setEnabled(asked.rule == ArchiveRule::NewestPerCourse);
    emit changed();
}

} // namespace Nightkeep
