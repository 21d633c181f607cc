// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/retention/agreedialog.h"

#include "widgets/common/errorbanner.h"
#include "widgets/common/plainlabel.h"
#include "widgets/common/viewstate.h"
#include "widgets/storage/agreementedit.h"

#include <QComboBox>
#include <QDialogButtonBox>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSettings>
#include <QSpinBox>
#include <QVBoxLayout>

namespace Nightkeep {

namespace {

constexpr int agreeNoFigure = 0; // in the box, where the word stands: no promise is of nothing
constexpr int agreeMostFigure = 36500; // as Promise has it

/// The same that deciding about a server remembers: they are one team.
QString agreeWhoKey()
{
    return QStringLiteral("decisions/who");
}

} // namespace

AgreeDialog::AgreeDialog(const Promise &promise, const QDate &today, QSettings &settings, QWidget *parent)
    : InputDialog(parent)
    , m_before(promise)
    , m_settings(settings)
    , m_error(new ErrorBanner(this))
    , m_words(plainLabel(this))
    , m_figure(new QSpinBox(this))
    , m_unit(new QComboBox(this))
    , m_event(new QLineEdit(promise.event, this))
    , m_agreement(new AgreementEdit(QStringLiteral("promise"), tr("the figure"), today,
                                    settings.value(agreeWhoKey()).toString(), this))
{
    setObjectName(QStringLiteral("agreeDialog"));
    setWindowTitle(tr("Agree on a figure"));
    m_words->setObjectName(QStringLiteral("agreeWords"));
    m_figure->setObjectName(QStringLiteral("agreeFigure"));
    m_figure->setAccessibleName(tr("Figure"));
    m_figure->setRange(agreeNoFigure, agreeMostFigure);
    m_figure->setSpecialValueText(tr("to be agreed"));
    m_figure->setValue(promise.figure.value_or(agreeNoFigure));
    m_unit->setObjectName(QStringLiteral("agreeUnit"));
    m_unit->setAccessibleName(tr("Unit of the figure"));
    const QList<QPair<PromiseUnit, QString>> units {{PromiseUnit::Hours, tr("hours")},
                                                    {PromiseUnit::Days, tr("days")},
                                                    {PromiseUnit::Weeks, tr("weeks")},
                                                    {PromiseUnit::Months, tr("months")},
                                                    {PromiseUnit::Years, tr("years")}};
    for (const auto &[unit, word] : units)
        m_unit->addItem(word, int(unit));
    m_unit->setCurrentIndex(m_unit->findData(int(promise.unit)));
    m_event->setObjectName(QStringLiteral("agreeEvent"));
    m_event->setPlaceholderText(tr("when it was made"));
    m_event->setMaxLength(200);
    m_agreement->setAgreement(promise.agreement);

    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Ok | QDialogButtonBox::Cancel, this);
    buttons->button(QDialogButtonBox::Ok)->setText(tr("Save the figure"));
    buttons->button(QDialogButtonBox::Ok)->setObjectName(QStringLiteral("agreeOk"));
    buttons->button(QDialogButtonBox::Cancel)->setObjectName(QStringLiteral("agreeCancel"));
    connect(buttons, &QDialogButtonBox::accepted, this, &AgreeDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    auto *figure = new QHBoxLayout;
    figure->addWidget(m_figure, 1);
    figure->addWidget(m_unit, 1);
    auto *form = new QFormLayout;
    form->setRowWrapPolicy(QFormLayout::WrapLongRows);
    form->addRow(tr("How long:"), figure);
    form->addRow(tr("Counted from:"), m_event);
    auto *layout = new QVBoxLayout(this);
    layout->addWidget(m_error);
    layout->addWidget(m_words);
    layout->addLayout(form);
    layout->addWidget(m_agreement);
    layout->addStretch(1);
    layout->addWidget(buttons);
    connect(m_figure, &QSpinBox::valueChanged, this, &AgreeDialog::showWords);
    connect(m_unit, &QComboBox::currentIndexChanged, this, &AgreeDialog::showWords);
    connect(m_event, &QLineEdit::textChanged, this, &AgreeDialog::showWords);
    showWords();
    m_figure->setFocus();
    rememberGeometry(this, settings, 100, 16);
}

Promise AgreeDialog::promise() const
{
    Promise promise = m_before;
    promise.figure = m_figure->value() == agreeNoFigure ? std::nullopt : std::optional(m_figure->value());
    promise.unit = PromiseUnit(m_unit->currentData().toInt());
    promise.event = m_event->text().trimmed();
    promise.agreement = m_agreement->agreement().value_or(m_before.agreement);
    return promise;
}

void AgreeDialog::showWords()
{
    m_words->setText(promiseInWords(promise()));
}

void AgreeDialog::accept()
{
    const Promise wanted = promise();
    if (const Result<void> sound = checkPromise(wanted); !sound) {
        m_error->showError(sound.error());
        return;
    }
    const bool isOther =
        wanted.figure != m_before.figure || wanted.unit != m_before.unit || wanted.event != m_before.event;
    if (isOther && wanted.agreement.state == Agreement::State::Agreed && wanted.agreement == m_before.agreement) {
        m_error->showError({ErrorKind::BadInput,
                            tr("What was agreed is another figure: %1.").arg(promiseFigureInWords(m_before)),
                            tr("Say who has agreed to this one and when, or that it is to be agreed.")});
        return;
    }
    if (wanted.agreement != m_before.agreement && !wanted.agreement.by.isEmpty())
        m_settings.setValue(agreeWhoKey(), wanted.agreement.by);
    QDialog::accept();
}

} // namespace Nightkeep
