// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/retention/erasuredialogs.h"

#include "models/base/bytepath.h"
#include "models/base/format.h"
#include "models/jobs/jobrunner.h"
#include "widgets/common/datatable.h"
#include "widgets/common/plainlabel.h"
#include "widgets/common/statedelegate.h"
#include "widgets/common/viewstate.h"
#include "widgets/common/writing.h"

#include <QComboBox>
#include <QDateEdit>
#include <QDialogButtonBox>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSettings>
#include <QVBoxLayout>

#include <algorithm>

namespace Nightkeep {

ErasureDialog::ErasureDialog(const QString &site, const QMap<qint64, QString> &courses, const QDate &today,
                             QSettings &settings, QWidget *parent)
    : InputDialog(parent)
    , m_site(site)
    , m_courses(courses)
    , m_reference(new QLineEdit(this))
    , m_erasedOn(new QDateEdit(today, this))
    , m_in(new QLineEdit(this))
    , m_by(new QLineEdit(settings.value(QStringLiteral("decisions/who")).toString(), this))
{
    setObjectName(QStringLiteral("erasureDialog"));
    setWindowTitle(tr("Record an erasure"));
    m_reference->setObjectName(QStringLiteral("erasureReference"));
    m_reference->setMaxLength(200);
    m_reference->setPlaceholderText(tr("The ticket's number, and no name"));
    m_erasedOn->setObjectName(QStringLiteral("erasureDay"));
    m_erasedOn->setCalendarPopup(true);
    m_erasedOn->setMaximumDate(today);
    m_in->setObjectName(QStringLiteral("erasureCourses"));
    m_in->setPlaceholderText(tr("Short names or numbers with commas between; empty: not known, so any"));
    m_by->setObjectName(QStringLiteral("erasureBy"));
    m_by->setMaxLength(200);
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Ok | QDialogButtonBox::Cancel, this);
    m_ok = buttons->button(QDialogButtonBox::Ok);
    m_ok->setText(tr("Record it"));
    m_ok->setObjectName(QStringLiteral("erasureOk"));
    buttons->button(QDialogButtonBox::Cancel)->setObjectName(QStringLiteral("erasureCancel"));
    connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    auto *form = new QFormLayout;
    form->setRowWrapPolicy(QFormLayout::WrapLongRows);
    form->addRow(tr("Reference:"), m_reference);
    form->addRow(tr("Erased in Moodle on:"), m_erasedOn);
    form->addRow(tr("Took part in:"), m_in);
    form->addRow(tr("By:"), m_by);
    auto *layout = new QVBoxLayout(this);
    layout->addWidget(plainLabel(this,
                                 tr("Nothing is erased by this. It is remembered which copies may still hold the "
                                    "person's data, until when, and what is to be erased again after a restore.")));
    layout->addLayout(form);
    layout->addStretch(1);
    layout->addWidget(buttons);
    for (QLineEdit *edit : {m_reference, m_in, m_by})
        connect(edit, &QLineEdit::textChanged, this, &ErasureDialog::updateParts);
    m_reference->setFocus();
    rememberGeometry(this, settings, 80, 16);
    updateParts();
}

std::optional<QList<qint64>> ErasureDialog::courses() const
{
    QList<qint64> found;
    const QStringList words = m_in->text().split(u',', Qt::SkipEmptyParts);
    for (const QString &word : words) {
        const QString wanted = word.trimmed();
        if (wanted.isEmpty())
            continue;
        const auto named = std::find_if(m_courses.cbegin(), m_courses.cend(), [&wanted](const QString &name) {
            return name.compare(wanted, Qt::CaseInsensitive) == 0;
        });
        const qint64 number = named == m_courses.cend() ? wanted.toLongLong() : named.key();
        if (!m_courses.contains(number))
            return std::nullopt;
        if (!found.contains(number))
            found << number;
    }
    return found;
}

void ErasureDialog::updateParts()
{
    const bool isKnown = courses().has_value();
    const QString why = isKnown ? QString() : tr("The site has no such course.");
    setPlainToolTip(*m_in, why);
    m_ok->setEnabled(isKnown && !m_reference->text().trimmed().isEmpty() && !m_by->text().trimmed().isEmpty());
    setPlainToolTip(*m_ok, why);
}

ErasureRecord ErasureDialog::record() const
{
    ErasureRecord record;
    record.site = m_site;
    record.reference = m_reference->text().trimmed();
    record.erasedOn = m_erasedOn->date();
    record.courses = courses().value_or(QList<qint64>());
    record.by = m_by->text().trimmed();
    return record;
}

ErasuresDialog::ErasuresDialog(const PageContext &context, const WorkspaceReading &reading,
                               const QList<ErasureRecord> &records, bool writable, QWidget *parent)
    : TableDialog(context, QStringLiteral("erasures"), QStringLiteral("erasures.csv"), parent)
    , m_reading(reading)
    , m_records(records)
    , m_model(new ColumnTable(erasureDescription(), this))
    , m_which(new QComboBox(this))
    , m_remove(addButton(QStringLiteral("erasuresRemove"), tr("Recorded in error")))
{
    setWindowTitle(tr("Erasures, and the copies that are left"));
    m_which->setObjectName(QStringLiteral("erasuresWhich"));
    m_which->setAccessibleName(tr("Which erasure"));
    for (const ErasureRecord &record : std::as_const(m_records))
        m_which->addItem(tr("%1, erased on %2 in %3", "a reference, a day, a site")
                             .arg(visibleText(record.reference), dayInWords(record.erasedOn, QLocale::ShortFormat),
                                  visibleText(record.site)));
    m_which->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_which->setMinimumContentsLength(30);
    content()->addWidget(m_which);
    setModel(m_model, tr("No copy is known that may still hold it."));
    content()->addWidget(table(), 1);
    connect(m_which, &QComboBox::currentIndexChanged, this, &ErasuresDialog::read);
    m_remove->setToolTip(tr("Removes this record, which should never have been made; it can be undone"));
    enableWriting(m_remove, writable, !m_records.isEmpty());
    connect(m_remove, &QPushButton::clicked, this, [this] {
        const ErasureRecord record = m_records.value(m_which->currentIndex());
        accept();
        emit removeWanted(record);
    });
    begin(120, 28);
    read();
}

void ErasuresDialog::read()
{
    const quint64 asked = ++m_asked;
    m_model->setRows({}, now());
    if (m_records.isEmpty()) {
        setAnswer(State::Good, tr("No erasure has been recorded."));
        return;
    }
    setAnswer(State::Working, tr("Looking for copies…"));
    context().jobs.look<QList<ErasureCopy>>(
        tr("Look for copies of what was erased"), {}, this,
        [reading = m_reading, record = m_records.value(m_which->currentIndex())](
            const CancelToken &, const ProgressSink &) -> Result<QList<ErasureCopy>> {
            const Result<RetentionReading> of = retentionReading(reading, record.site);
            if (!of)
                return fail(of.error());
            return copiesOfErased(record, *of, makeRetentionView(*of));
        },
        [this, asked](const Result<QList<ErasureCopy>> &copies) {
            if (asked != m_asked)
                return;
            if (copies)
                showCopies(*copies);
            else
                showFailure(copies.error());
        });
}

void ErasuresDialog::showCopies(const QList<ErasureCopy> &copies)
{
    m_model->setRows(copies, now());
    const bool isEndless =
        std::any_of(copies.cbegin(), copies.cend(), [](const ErasureCopy &copy) { return !copy.endsOn.isValid(); });
    QDate last;
    for (const ErasureCopy &copy : copies)
        last = std::max(last, copy.endsOn);
    if (copies.isEmpty())
        setAnswer(State::Unknown, tr("No copy is known that may still hold it."));
    else if (isEndless)
        setAnswer(State::Attention,
                  tr("%n copies may still hold it, and not all of them have a last day.", nullptr, int(copies.size())));
    else
        setAnswer(State::Attention,
                  tr("%n copies may still hold it, the last until %1.", nullptr, int(copies.size()))
                      .arg(dayInWords(last, QLocale::LongFormat)));
}

} // namespace Nightkeep
