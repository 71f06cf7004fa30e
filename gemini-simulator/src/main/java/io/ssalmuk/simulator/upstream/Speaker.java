package io.ssalmuk.simulator.upstream;

import io.ssalmuk.simulator.exchange.Reply;

/** Says what a call was made for, once it has got past everything else. */
@FunctionalInterface
interface Speaker {
    Reply speak(Ending ending);
}
