"""Words that say nothing about which measure is meant, in any field."""

from __future__ import annotations


def word_list(text: str) -> tuple[str, ...]:
    """Return the words of a text."""
    return tuple(text.split())


FUNCTION = frozenset(
    word_list(
        """
    a an the this that these those it its itself there here they them their theirs themselves we
    our ours us you your yours u ur i me my mine myself he him his she her hers im ive id ill
    were youre theyre hes shes weve youve theyve wed youd theyd well youll theyll is are was be
    been being am isnt arent wasnt werent aint do does did doing done dont doesnt didnt have has
    had having havent hasnt hadnt got get gets getting can could will would shall should may
    might must cant couldnt wont wouldnt shouldnt cannot of to in on at for from by with without
    within into onto per via about around as than then so if else and or but nor because cos coz
    since until till after before during while where when who whom whose which what why how
    whats hows whos wheres whens whys wot wat wats wht all any some each every both either
    neither other others another such same own one ones more most much many few less least lot
    lots loads bit no not yes yeah yep nope ok okay too very really quite just only also even
    ever never again still yet now already up down out off over under through between against
    across along s t re ve ll d m r n be let lets please pls plz hi hello hey thanks thank
    cheers ta tell me show give
    """
    )
)
"""Words of grammar: never asked about, never left unexplained."""

TURNING = frozenset(
    word_list(
        """
    no not without never before after again back off out over under up down above below still yet
    other another outside inside around lot lots loads most more less than all every each twice
    """
    )
)
"""Words of grammar that turn the meaning of the words beside them: "back on a plan"."""
SOFT = frozenset(
    word_list(
        """
    latest newest current currently recent recently lately today figure figures number numbers
    numb num nos no. stat stats statistic statistics data datum value values count counts total
    totals level levels amount percent percentage percentages pct pc proportion share rate rates
    ratio score result results outcome outcomes measure measures indicator indicators kpi kpis
    metric metrics pi pis performance performing perform progress position picture status
    standing update updates updated overview summary summarise snapshot brief briefing report
    reports reporting headline trend trends trending trended chart graph plot draw line table
    series history historic over time going gone go goes went doing done look looks looking
    looked like seem seems rise rises rising rose risen raise raised increase increased
    increases increasing fall falls falling fell fallen drop dropped drops dropping decrease
    decreased decreasing decline declined declining grow grew grown growing growth shrink shrunk
    change changed changes changing move moved moving shift shifted better worse best worst good
    bad improve improved improves improving improvement worsen worsened worsening deteriorate
    deteriorated deteriorating high higher highest low lower lowest up down big bigger biggest
    small smaller smallest compare compared compares comparing comparison comparisons versus vs
    v against beside next benchmark benchmarks benchmarked target targets targetted goal goals
    standard standards meet meeting met hit hitting missing track ontrack rag red
    amber green reds ambers greens aim aims aimed owner owners own owns owned responsible
    responsibility accountable lead leads charge incharge source sources come comes came
    published publish publishes publication official define defined defines definition mean
    means meaning meant counted counting include includes included including calculate
    calculated explain explained reason reasons cause caused causes driver drivers behind happen
    happened happening due deadline submit submitted submitting return returns owe owes owed
    sent log record enter put add correction correct corrected amend update sorry
    notify alert alerts tell follow unfollow subscribe unsubscribe stop remind reminder first
    second third last previous prior next past year years month months quarter quarters week
    weeks day days date term terms annual annually yearly monthly quarterly weekly qtr yr yrs q1
    q2 q3 q4 ago far yet ytd fy give giving show shows showing see seeing find get want wanted
    wants wanna need needs know known think say says said ask asked asking tell told help
    helping please call called thing things stuff way ways make makes made take takes taken use
    uses used using actually exactly roughly basically roughly overall generally general full
    whole entire list all place places area areas borough local locally here point points
    difference different gap between currently right moment atm minute question answer info
    information note slide slides paper papers meeting board committee
    anxious worried worry worrying concerned concern concerning upset angry frustrated frustrating
    desperate fed disgrace disgraceful disgusting shocking shocked terrible awful appalling
    ridiculous unacceptable scandal scandalous crazy mad happy pleased great brilliant fantastic
    impressive surprised surprising interesting curious wondering wonder urgent urgently asap
    quickly quick keep keeps hear heard tonight tomorrow yesterday honest honestly clearly seriously
    literally apparently obviously properly genuinely suppose supposed able trying try tried hope
    hoping sitting stand stands bring look sounds sound feels feel seems happens everyone everybody
    someone somebody anyone anybody nobody whoever whichever whatever
    landed land lands landing desk inbox doorstep diary monday tuesday wednesday thursday friday
    saturday sunday weekend lunchtime constituent constituents resident residents ratepayer
    ratepayers taxpayer taxpayers voter voters gentleman lady bloke chap mailed wrote drafting
    drafted draft prep mention mentioned mentions insist insisted insists reckon reckons
    reckoned argue argued argues suggest suggested suggests swear swore quoted quote quotes
    quoting cited cite chairing chaired presenting presented spoke chat chatted discuss
    discussed discussing talked talking talk spotted remember remembered recall recalled forgot
    forgotten forget guess guessing guessed assume assumed assuming understand understood
    precisely briefly simply frankly merely broadly approximately ballpark presumably evidently
    supposedly allegedly bidding thesis coursework blog podcast newspaper column paragraph page
    pages footnote footnotes notes notebook memo confused confusing puzzled baffled unsure
    uncertain sceptical suspicious hunch feeling rather somewhat fairly pretty flipping blooming
    blimey crikey goodness heavens gosh sat sit sits stood walked brought whenever wherever
    however moreover furthermore besides anyway anyhow regardless meanwhile otherwise instead
    slice chunk bulk afraid keen eager unhappy glad sad grateful thankful cross furious livid
    delighted thrilled pressing chasing chase chased nagging nag pester pestering bother
    bothered grilled grilling clue inkling recap refresher reminding reminded morning afternoon
    evening night casework caseworker caseworkers correspondence query queries eyebrow eyebrows
    grumble grumbling grumbled rumour rumours gossip script prove proves proven summarised
    summarising gather gathered gathering audience
    """
    )
)
"""Words of talk about figures: they mark the kind of question, not the measure."""
