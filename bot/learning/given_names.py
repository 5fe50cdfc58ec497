"""Given names, and surnames that are words too: what a name of somebody is known by."""

from __future__ import annotations

from bot.questions.plain_words import word_list

GIVEN = frozenset(
    word_list(
        """
    aaliyah aaron abbie abdul abdullah abigail adam adeel adele adrian agnes ahmed aidan aiden
    aisha aishah alan albert alex alexander alexandra alfie ali alice alicia alina alison amanda
    amelia amelie amina amir amy ana anastasia andrea andrew andrzej angela anita anna annabelle
    anne annie anthony antonio anwar archie aria ariana arjun arlo arthur arun asha ashley asif
    audrey aurora ava ayaan ayesha barbara beatrice becky ben benjamin bernard beth bethany
    bianca bilal billy blake bobby bogdan brandon brenda brian brianna bridget bronwyn bruce
    caleb callum cameron carl carol caroline carolyn catherine charles charlie charlotte cheryl
    chloe chris christina christine christopher claire clara clare cleo clive colin connor
    craig cynthia daniel danielle danny darren david dawid deborah declan deepak denise dennis
    derek diana diane diego dilan dominic donald donna doreen dorothy duncan dylan ebony eddie
    edith edward edwin eileen elaine eleanor eliza elizabeth ella ellen ellie elliot elsie emily
    emma emmanuel eric erin esme ethan evan evelyn evie ezra farah fatima fatimah felix finlay
    finley fiona francesca francis freddie frederick freya gabriel gabriella gareth gary gavin
    gemma geoffrey george gerald gillian gloria gordon graham gregory gurpreet gwen hamza hannah
    harper harriet harrison harvey hasan hassan hayley hazel heather heidi helen henry hilary
    howard hugo humza hussain ian ibrahim imogen imran irene iris isaac isabel isabella isabelle
    isla ismail ivan ivy jack jackie jackson jacob jacqueline jade jake jakub james jamie jamil
    jan jane janet janice jasmine jason javed jayden jean jennifer jenny jeremy jesse jessica
    jessie jill joan joanna joanne joe joel john johnny jon jonathan josef joseph josephine josh
    joshua joyce juan jude judith judy julia julian julie justin kacper kai karen karim karl
    kasia kate katherine kathleen kathryn katie kayla keira keith kelly kenneth kevin khadija
    kieran kim kimberly kyle lara laura lauren layla leah leanne lee leo leon leonard lesley
    leslie lewis liam lila linda lisa logan lola lorraine louie louis louise luca lucas lucia
    lucy luka luke luna lydia lynn mabel maddison madison maisie malik marcus margaret maria
    mariam marie marion marjorie mark martha martin mary maryam mateusz matilda matthew maureen
    maurice maya megan mehmet melanie melissa mia michael michal michelle mila millie mohamed
    mohammad mohammed molly monica muhammad musa mustafa nadia nancy naomi natalia natalie nathan
    neil niamh nicholas nicola nicole nigel nina noah noor nora norma norman oliver olivia omar
    oscar oskar otis owen paige pamela patricia patrick paul paula pauline penelope peter philip
    phillip phoebe phyllis piotr pradeep priya quinn rachel rahul rajesh ralph ravi raymond reece
    rebecca reggie reuben rhys richard riley rita robert roger ronald ronnie rory rosa rosemary
    rosie ross rowan roy russell ruth ryan sadia saima sally salma sam samantha samina samir
    samuel sana sandeep sandra sanjay sara sarah scott sean sebastian shannon sharon shaun
    sheila shirley sian sienna simon sofia sonia sophia sophie stacey stanley stefan stephanie
    stephen steve steven stuart sunita susan suzanne syed sylvia tahir tamara tanya tariq teddy
    teresa terence thea theo theodore theresa thomas timothy tina toby tom tommy tony tracey
    tracy trevor usman valerie vanessa vera veronica vincent violet virginia vivian walter wayne
    wendy william willow xavier yasmin yasmine yusuf yvonne zac zachary zahra zain zainab zara
    zayn zoe
    """
    )
)
"""Names that a text about somebody begins with and that are hardly ever anything else."""

ALSO_WORDS = frozenset(
    word_list(
        """
    amber april art august bailey bill bob bobbie carter chase chelsea cooper daisy dale dawn dean
    destiny drew eve faith florence frank georgia glen grace grant guy harmony harry heath holly
    hope hunter jay jordan joy june kent lily mason may miles nick parker pat pearl poppy ray reed
    rich rob robin rose ruby sky skye summer sue taylor trinity victor victoria will
    """
    )
)
"""Names that are words, places or months too: names only before a surname."""

SURNAMES = frozenset(
    word_list(
        """
    ash bailey baker ball banks barber barker barnes bell bird bishop black bond booth bowman
    brook brooks brown bull burns bush butcher butler carpenter carter chambers chapman clay
    cole cook cooper cox cross dale day dean dixon drew dunn farmer field fields fisher fletcher
    flower flowers ford forest foster fox francis frost gardener gibbs gill goldman goodman
    gray green grove hale hall hammond hardy harper hart harvey hawk hayes hill hills holland
    holmes hood hope hunt hunter kay kelly king knight lake lamb lane law little long lord love
    marsh marshall mason mills moon moore moss newman noble north nicholls oakley page palmer
    park parker parsons pearce perry piper pitt pond pool poole porter potter power price rice
    robins rock rose rowe shah sharp shaw shepherd short singer singh skinner small smith snow
    spencer steel stone swan swift taylor temple thorn tucker turner walker wall walsh ward
    waters watts weaver webb wells west wheeler white wise wolf wood woods wright young
    """
    )
)
"""Surnames that are everyday words too; others are known by not being words at all."""
